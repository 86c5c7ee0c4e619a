"""While somebody types a search: tags, collections, people and titles that begin so.

Each is looked up by the range of an index, and passes the door that the page itself would.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.models import User, Viewer
from bookmarks.listing import of_library, of_site
from bookmarks.models import Bookmark, Collection
from bookmarks.search import tree
from bookmarks.search.typing import Typed, typed_at_the_end
from bookmarks.views.beginning import people_beginning, tags_beginning
from bookmarks.views.list_addresses import with_words

AT_MOST = 8
OF_A_KIND = 4
LETTERS = 2
"""From so many on, what has no sign is looked for in everything."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    icon: str
    label: str
    url: str


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """`box=site` is the one in the head of each page; any other searches the list it stands on."""
    typed = typed_at_the_end(request.GET.get("q", "").replace("\0", ""))
    found = list(_suggestions(typed, request.user, _Ways(request, typed)))
    return render(request, "search/suggestions.html", {"suggestions": found})


class _Ways:
    """Where suggestions lead: to the list as it is, with more in its search."""

    def __init__(self, request: HttpRequest, typed: Typed) -> None:
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        self._is_of_list = request.GET.get("box") != "site" and bool(page.path)
        self._asked = QueryDict(page.query)
        self._site = reverse("library" if request.user.is_authenticated else "search")
        self._before = typed.before

    def with_node(self, node: tree.Node) -> str:
        text = f"{self._before}{node}"
        if self._is_of_list:
            return with_words(self._asked, q=text)
        return f"{self._site}?{urlencode({'q': text})}"


def _suggestions(typed: Typed, viewer: Viewer, ways: _Ways) -> Iterator[Suggestion]:
    match typed.field:
        case "tag":
            yield from _tags(typed.word, viewer, ways, AT_MOST)
        case "by":
            yield from _people(typed.word, viewer, ways, AT_MOST)
        case "in":
            yield from _collections(typed.word, viewer, ways)
        case _ if len(typed.word) >= LETTERS:
            yield from _tags(typed.word, viewer, ways, OF_A_KIND)
            yield from _collections(typed.word, viewer, None)
            yield from _people(typed.word, viewer, None, OF_A_KIND)
            yield from _titles(typed.word, viewer)


def _tags(word: str, viewer: Viewer, ways: _Ways, most: int) -> Iterator[Suggestion]:
    for tag in tags_beginning(word, viewer, most):
        yield Suggestion("hash", tag.name, ways.with_node(tree.Tag(tag.name)))


def _collections(word: str, viewer: Viewer, ways: _Ways | None) -> Iterator[Suggestion]:
    """One's own, and those shared with one: never many."""
    if not isinstance(viewer, User):
        return
    listed = Collection.objects.listed_to(viewer).select_related("owner")
    theirs = listed.filter(owner=viewer) | listed.filter(members__person=viewer)
    named = theirs.filter(title__istartswith=word).order_by("title", "pk").distinct()
    for one in named[:OF_A_KIND]:
        url = ways.with_node(tree.In(one.title)) if ways else one.get_absolute_url()
        yield Suggestion("folder", one.title, url)


def _people(word: str, viewer: Viewer, ways: _Ways | None, most: int) -> Iterator[Suggestion]:
    for handle in people_beginning(word, viewer, most):
        url = ways.with_node(tree.By(handle)) if ways else reverse("person", args=[handle])
        yield Suggestion("user", f"@{handle}", url)


def _titles(word: str, viewer: Viewer) -> Iterator[Suggestion]:
    listing = of_library(viewer) if isinstance(viewer, User) else of_site(viewer)
    # Whole, or begun: of several words, the last is known by its stem.
    words = [tree.Text(word, "title", is_prefix=is_begun) for is_begun in (True, False)]
    finding = listing.matching(tree.any_of(words)).finding
    ids = finding.newest(OF_A_KIND) if finding else []
    seen = Bookmark.objects.visible_to(viewer).filter(pk__in=ids).select_related("link")
    for bookmark in sorted(seen, key=lambda one: ids.index(one.pk)):
        yield Suggestion("bookmark", bookmark.shown_title, bookmark.get_absolute_url())
