"""What is mine: the library, the trash."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from bookmarks.bulk_forms import EVERYWHERE, IN_THE_TRASH
from bookmarks.collecting import tree_of
from bookmarks.listing import Listing, of_library, of_trash
from bookmarks.models import Bookmark, Tag, TagAlias
from bookmarks.saving import delete_for_good
from bookmarks.search import tree
from bookmarks.search.terms import AllOf, Condition, token
from bookmarks.tagging.branches import Branch, branch_of
from bookmarks.views.kept import kept
from bookmarks.views.list_addresses import with_words
from bookmarks.views.lists import list_page
from bookmarks.views.looks import remembers_looks
from bookmarks.views.searching import Question

# What of the library to show: ?show=. The last is what the index of searching says of it.
SHELVES: dict[str, tuple[Any, Q, Condition | None]] = {
    "all": (gettext_lazy("All"), Q(), None),
    "favorites": (gettext_lazy("Favourites"), Q(is_favorite=True), token("=favorite")),
    "to-read": (gettext_lazy("To read"), Q(is_to_read=True), token("=toread")),
    "untagged": (gettext_lazy("Untagged"), Q(taggings=None), token("=untagged")),
    "unsorted": (gettext_lazy("In no collection"), Q(items=None), None),
    "private": (gettext_lazy("Only mine"), Q(audience="private"), token("=private")),
    "broken": (gettext_lazy("Broken"), Q(link__broken_at__isnull=False), None),
}

# The same in the words of a query; one of them has none.
SHELF_QUERIES: dict[str, list[tree.Node]] = {
    "all": [],
    "favorites": [tree.Is("favorite")],
    "to-read": [tree.Is("toread")],
    "untagged": [tree.Is("untagged")],
    "private": [tree.Is("private")],
    "broken": [tree.Is("broken")],
}


class Asked(NamedTuple):
    """What of the library an address means."""

    listing: Listing
    shelf: str
    tag: Branch | None


def asked_library(request: SignedInRequest) -> Asked:
    shelf = request.GET.get("show", "all")
    if shelf not in SHELVES:
        raise BadRequest(_("There is no shelf “%(shelf)s”.") % {"shelf": shelf[:40]})
    _label, only, mark = SHELVES[shelf]
    tag = _asked_tag(request)
    if tag:
        has_tag = tag.condition()
        only, mark = only & tag.only(), AllOf((mark, has_tag)) if mark else has_tag
    return Asked(of_library(request.user, only, mark), shelf, tag)


def _asked_tag(request: SignedInRequest) -> Branch | None:
    """One that only others' private bookmarks have is not there: its name would be a leak."""
    name = request.GET.get("tag", "")
    if not name:
        return None
    aliases = TagAlias.objects.known_to(request.user)
    branch = branch_of(name, Tag.objects.kept_by(request.user), aliases) or branch_of(
        name, Tag.objects.known_to(request.user), aliases
    )
    if branch is None:
        raise Http404
    return branch


@login_required
@require_safe
@remembers_looks
@kept
def library(request: SignedInRequest) -> HttpResponse:
    listing, shelf, tag = asked_library(request)
    page = list_page(request, listing, actions=EVERYWHERE)
    context = {
        "page": page,
        "shelf": shelf,
        "shelves": [
            (name, label, with_words(request.GET, show=name, tag=""))
            for name, (label, *_rest) in SHELVES.items()
        ],
        "tag": tag,
        "keep_url": _keep_url(request, shelf, tag),
        "all_tags": with_words(request.GET, tag="").removesuffix("?"),
        "branches": list(tree_of(request.user, request.user).branches()),
    }
    return render(request, "bookmarks/library.html", context, status=page.status)


def _keep_url(request: SignedInRequest, shelf: str, tag: Branch | None) -> str:
    """Where what is asked for becomes a smart collection; "" where no query says it."""
    question = Question.of(request.GET)
    if question.error or shelf not in SHELF_QUERIES:
        return ""
    asked = [*SHELF_QUERIES[shelf], *([tree.Tag(tag.name)] if tag else [])]
    query = str(tree.all_of(asked + ([question.root] if question.root else [])))
    return f"{reverse('collection-new')}?{urlencode({'query': query})}" if query else ""


@login_required
@require_safe
@remembers_looks
def trash(request: SignedInRequest) -> HttpResponse:
    context = {"page": list_page(request, of_trash(request.user), actions=IN_THE_TRASH)}
    return render(request, "bookmarks/trash.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def empty_trash(request: SignedInRequest) -> HttpResponse:
    """Asks first, then deletes for good."""
    own = Bookmark.objects.editable_by(request.user)
    if request.method != "POST":
        context = {"count": own.trashed().count()}
        return render(request, "bookmarks/empty_trash.html", context)
    n = delete_for_good(own)
    text = ngettext("%(n)d bookmark deleted for good.", "%(n)d bookmarks deleted for good.", n)
    messages.success(request, text % {"n": n})
    return redirect("trash")
