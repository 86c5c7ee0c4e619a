"""Going somewhere by its name: actions, collections, tags, people. A page, a sheet (Ctrl+K), and
the answers to each letter alone.

Whatever is found passes the door that its own page would, and no more than a few of a kind are
looked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import User, Viewer
from bookmarks.models import Collection, CollectionMember, Follow
from bookmarks.views.beginning import people_beginning, tags_beginning
from bookmarks.views.sheets import is_for_sheet, page_or_sheet

OF_A_KIND = 6
WORDS = 5
LEVELS = 3

Q_MAX = 100

# URL name, icon, words; the first ones stand there before anything is typed.
ACTIONS: list[tuple[str, str, Any]] = [
    ("save", "plus", _("Save a link")),
    ("library", "library", _("Library")),
    ("collections", "folder", _("Collections")),
    ("following", "rss", _("Following")),
    ("explore", "compass", _("Explore")),
    ("collection-new", "folder-plus", _("New collection")),
    ("my-tags", "tags", _("My tags")),
    ("popular", "flame", _("Popular")),
    ("recent", "clock", _("Recent")),
    ("inbox", "inbox", _("Inbox")),
    ("notices", "bell", _("Notices")),
    ("duplicates", "copy", _("Duplicates")),
    ("changes", "history", _("Changes")),
    ("trash", "trash-2", _("Trash")),
    ("imports", "import", _("Import")),
    ("settings-data", "download", _("Export my data")),
    ("settings", "settings", _("Settings")),
    ("bookmarklet", "bookmark-plus", _("Bookmarklet")),
    ("keys", "keyboard", _("Keyboard")),
]
FOR_ALL = {"explore", "popular", "recent", "bookmarklet", "keys"}


@dataclass(frozen=True, slots=True)
class Way:
    icon: str
    label: str
    url: str
    about: str = ""


@require_safe
def go(request: HttpRequest) -> HttpResponse:
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())[:Q_MAX]
    context = {"typed": typed, "ways": list(_ways(typed, request.user))}
    if "HX-Request" in request.headers and not is_for_sheet(request):
        response = render(request, "tools/go_found.html", context)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response
    return page_or_sheet(request, "tools/go", context)


def _ways(typed: str, viewer: Viewer) -> Iterator[Way]:
    if not typed:
        yield from _actions("", viewer)
        return
    if typed[0] not in "#@":
        yield from _actions(typed.casefold(), viewer)
        yield from _collections(typed, viewer)
    if typed[0] != "@":
        for tag in tags_beginning(typed.lstrip("#"), viewer, OF_A_KIND):
            yield Way("hash", tag.name, reverse("tag", args=[tag.name]), _now("Tag"))
    if typed[0] != "#":
        for handle in people_beginning(typed.lstrip("@"), viewer, OF_A_KIND):
            yield Way("user", f"@{handle}", reverse("person", args=[handle]), _now("Person"))


def _actions(typed: str, viewer: Viewer) -> Iterator[Way]:
    is_known = isinstance(viewer, User)
    open_to_them = [each for each in ACTIONS if is_known or each[0] in FOR_ALL]
    named = [(name, icon, str(label)) for name, icon, label in open_to_them]
    found = [each for each in named if _has_word(each[2].casefold(), typed)]
    for name, icon, label in found[:OF_A_KIND]:
        yield Way(icon, label, reverse(name))


def _has_word(label: str, begin: str) -> bool:
    return label.startswith(begin) or f" {begin}" in label


def _collections(typed: str, viewer: Viewer) -> Iterator[Way]:
    """One's own, wherever they lie; then those that others share with one, or that one follows."""
    if not isinstance(viewer, User):
        return
    managed = Collection.objects.managed_by(viewer).select_related("owner")
    own = list(_in_order(_own_named(managed, typed), typed)[:OF_A_KIND])
    above = _ways_to(own, viewer)
    for one in own:
        yield Way("folder", one.title, one.get_absolute_url(), above[one.pk])
    members = CollectionMember.objects.filter(person=viewer).values("collection_id")
    followed = Follow.objects.filter(follower=viewer, collection__isnull=False)
    listed = Collection.objects.listed_to(viewer).select_related("owner").exclude(owner=viewer)
    near = listed.filter(Q(pk__in=members) | Q(pk__in=followed.values("collection_id")))
    for one in _in_order(_named(near, typed), typed)[: OF_A_KIND - len(own)]:
        yield Way("folder", one.title, one.get_absolute_url(), one.owner.display_name)


def _named(collections: "QuerySet[Collection]", typed: str) -> "QuerySet[Collection]":
    for word in typed.split()[:WORDS]:
        collections = collections.filter(_any_case("title__icontains", word))
    return collections


def _own_named(managed: "QuerySet[Collection]", typed: str) -> "QuerySet[Collection]":
    """Each word stands in the title, or in that of the collection that it lies in."""
    found = managed
    for word in typed.split()[:WORDS]:
        is_named = _any_case("title__icontains", word)
        above = managed.filter(is_named)
        found = found.filter(is_named | Q(parent__in=above.values("pk")))
    return found


def _any_case(lookup: str, text: str) -> Q:
    """SQLite folds no letters but those of ASCII, so others are asked for as they are written."""
    cases = () if text.isascii() else (text.lower(), text.upper(), text.capitalize())
    return reduce(or_, (Q(**{lookup: case}) for case in cases), Q(**{lookup: text}))


def _in_order(collections: "QuerySet[Collection]", typed: str) -> "QuerySet[Collection]":
    """Those first that begin so."""
    begins = Case(
        When(_any_case("title__istartswith", typed), then=0),
        When(_any_case("title__icontains", typed), then=1),
        default=2,
    )
    return collections.order_by(begins, "title", "pk")


def _ways_to(collections: list[Collection], owner: User) -> dict[int, str]:
    """What each lies in, the outermost first: the last three."""
    titles: dict[int, list[str]] = {one.pk: [] for one in collections}
    above = {one.pk: one.parent_id for one in collections}
    for _level in range(LEVELS):
        wanted = {pk for pk in above.values() if pk}
        parents = Collection.objects.managed_by(owner).in_bulk(wanted) if wanted else {}
        for pk, parent_id in above.items():
            parent = parents.get(parent_id or 0)
            titles[pk][:0] = [parent.title] if parent else []
            above[pk] = parent.parent_id if parent else None
    return {pk: " / ".join(way) for pk, way in titles.items()}
