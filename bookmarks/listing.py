"""The one object behind every list: which bookmarks, in what order, for whom."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Viewer
from bookmarks.counting import count_kept, count_listed, count_together
from bookmarks.models import Bookmark, Collection, CollectionItem, Link, Tag, Tagging
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.models.search import bookmark_at
from bookmarks.models.tag import at_or_below
from bookmarks.muting import Mutes, without_muted_people
from bookmarks.search import smart
from bookmarks.search.finding import FOUND_ORDERS, RELEVANCE, Finding, Scope, find
from bookmarks.search.marking import NO_MARKS, Marks, Piece
from bookmarks.search.naming import tag_condition
from bookmarks.search.summary import WINDOW
from bookmarks.search.terms import AllOf, Condition, any_token, token
from bookmarks.search.tree import And, Node
from linkshare.kit.paging import Cursor, Fan, Order, Parts, Slice, slice_of

PAGE_SIZE = 30
PAGE_SIZE_MAX = 50
EVERY = 100_000_000

Sort = Collection.Sort
SORT_LABELS = {RELEVANCE: _("Relevance"), **dict(Sort.choices)}


class Reason(NamedTuple):
    """What led to an entry, in words, and its page."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One bookmark as a list shows it to one viewer."""

    bookmark: Bookmark
    collection: Collection | None = None
    may_edit: bool = False
    show_owner: bool = False
    why: tuple[Reason, ...] = ()
    is_seen_from_here: bool = False
    """A line stands above it: what follows was seen before."""
    listed_in: Collection | None = None
    marks: Marks = NO_MARKS
    snippet: Sequence[Piece] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """`parts` are row sets whose union is the list; each row stands for a bookmark.

    `homes` are the collections whose names an entry may show, by id; `collection` is the one
    whose page this is, if it is one's. `counted` knows how many they are without a look at the
    rows; without it they are counted up to `most`, if that is said. `scope` is the list as
    searching knows it, `finding` what was found there.
    """

    viewer: Viewer
    parts: Parts
    orders: Mapping[str, Order]
    sort: str = Sort.NEWEST
    show_owner: bool = False
    homes: Mapping[int, Collection] = field(default_factory=dict)
    is_of_one_link: bool = False
    collection: Collection | None = None
    counted: Callable[[], int] | None = None
    most: int = 0
    scope: Scope | None = None
    finding: Finding | None = None

    def matching(self, query: Node) -> Self:
        """What of this list a query means, the best first. Only of a list that has a scope."""
        assert self.scope
        finding = find(query, self.viewer, self.scope)
        return replace(self, finding=finding, sort=RELEVANCE, orders=FOUND_ORDERS)

    def sorted_by(self, sort: str) -> Self:
        """Raise KeyError where this list has no such order."""
        self.orders[sort]
        return replace(self, sort=sort)

    def page(self, cursor: Cursor | None = None, size: int = PAGE_SIZE) -> Slice:
        if self.finding and self._is_found:
            is_ranked, newest_first = self.sort == RELEVANCE, self.sort != Sort.OLDEST
            return self.finding.page(cursor, size, is_ranked=is_ranked, newest_first=newest_first)
        return slice_of(self.parts, self.orders[self.sort], cursor, size)

    def ids(self) -> list[int]:
        """All of its bookmarks, in its order; of what is found, the newest first."""
        if self.finding and self._is_found:
            found = self.finding.rows.order_by("place" if self.sort == Sort.OLDEST else "-place")
            return list(found.values_list("bookmark_id", flat=True))
        return slice_of(self.parts, self.orders[self.sort], None, EVERY).ids

    def entries(self, page: Slice) -> list[Entry]:
        """The page's bookmarks with all that an entry shows; the number of queries is fixed."""
        return self.entries_of([bookmark_at(tie) if self._is_found else tie for tie in page.ids])

    def entries_of(self, ids: Sequence[int]) -> list[Entry]:
        seen = Bookmark.objects.visible_to(self.viewer).filter(pk__in=ids).for_cards()
        if not self.is_of_one_link:
            seen = seen.as_seen_by(self.viewer)
        by_id = {bookmark.pk: bookmark for bookmark in seen}
        homes = self._home_of(by_id)
        return [
            Entry(
                by_id[pk],
                collection=homes.get(pk),
                may_edit=by_id[pk].owner == self.viewer,
                show_owner=self.show_owner or self._is_a_members(by_id[pk]),
                listed_in=self.collection,
            )
            for pk in ids
            if pk in by_id
        ]

    def first(self, most: int) -> list[int]:
        """The bookmarks at its beginning."""
        ids = self.page(size=most).ids
        return list(map(bookmark_at, ids)) if self._is_found else ids

    def count(self) -> int:
        """How many bookmarks the viewer may see in this list.

        Up to a bound, of what is found; where `most` is said, one more than that is many more.
        """
        if self.finding:
            return self.finding.summary.count
        if self.counted:
            return self.counted()
        tie = self.orders[self.sort].tie
        assert isinstance(self.parts, Sequence)
        ids = [part.values(tie) for part in self.parts]
        rows = ids[0].union(*ids[1:]) if ids[1:] else self.parts[0]
        return (rows[: self.most + 1] if self.most else rows).count()

    @property
    def _is_found(self) -> bool:
        """Its places are those of the index; by title, what is found is sorted like any list."""
        return self.finding is not None and self.sort in FOUND_ORDERS

    def _is_a_members(self, bookmark: Bookmark) -> bool:
        return self.collection is not None and bookmark.owner_id != self.collection.owner_id

    def _home_of(self, ids: Iterable[int]) -> dict[int, Collection]:
        if not self.homes:
            return {}
        items = CollectionItem.objects.filter(bookmark__in=list(ids), collection__in=self.homes)
        pairs = items.order_by("-pk").values_list("bookmark_id", "collection_id")
        return {bookmark: self.homes[collection] for bookmark, collection in pairs}


def of_collection(collection: Collection, below: Sequence[Collection], viewer: Viewer) -> Listing:
    """A collection and the collections below it; these are named on their entries.

    So is whoever added an entry, if that was not the collection's owner.
    """
    if collection.is_smart:
        return _of_smart(collection, viewer)
    return Listing(
        viewer,
        _places(collection, below, viewer),
        orders={
            Sort.NEWEST: Order("saved_at", "bookmark_id"),
            Sort.OLDEST: Order("saved_at", "bookmark_id", descending=False),
            Sort.CUSTOM: Order("position", "bookmark_id"),
            **_by_title("bookmark_id"),
        },
        homes={each.pk: each for each in below},
        collection=collection,
        counted=partial(count_together, collection, below, viewer),
        scope=_scope_of((collection, *below), viewer),
    )


def _of_smart(collection: Collection, viewer: Viewer) -> Listing:
    [found] = smart.read_by(viewer, [collection])
    return Listing(
        viewer,
        [found.matches],
        orders={sort: FOUND_ORDERS[sort] for sort in (Sort.NEWEST, Sort.OLDEST)} | _by_title("id"),
        collection=collection,
        scope=found.scope,
        finding=found.finding,
    )


def _scope_of(collections: Sequence[Collection], viewer: Viewer) -> Scope:
    items = CollectionItem.objects.filter(bookmark=OuterRef("pk"), collection__in=collections)
    seen = Bookmark.objects.visible_to(viewer).kept().filter(Exists(items))
    return Scope(seen, any_token(f"&{collection.pk}" for collection in collections))


def _places(collection: Collection, below: Sequence[Collection], viewer: Viewer) -> Parts:
    """Places in a collection and in those below it, each of which an index serves.

    Each bookmark once, at its place in the collection itself, if it has one there: in the custom
    order its places differ.
    """
    items = CollectionItem.objects.all()
    own = items.filter(collection=collection)
    if not below:
        return [_visible_rows(own, viewer, "bookmark_id")]
    deeper = items.filter(collection__in=below)
    same = deeper.filter(bookmark=OuterRef("bookmark"), pk__lt=OuterRef("pk"))
    first = ~Exists(own.filter(bookmark=OuterRef("bookmark"))) & ~Exists(same)
    rows = items.filter(first | Q(collection=collection), collection=OuterRef("pk"))
    every = Collection.objects.filter(pk__in=[collection.pk, *(each.pk for each in below)])
    return Fan(every, _visible_rows(rows, viewer, "bookmark_id"))


def of_library(owner: User, only: Q | None = None, mark: Condition | None = None) -> Listing:
    """What a person has saved and kept; `only` narrows it to what has the mark in the index."""
    rows = Bookmark.objects.visible_to(owner).saved_by(owner).kept()
    rows = rows.filter(only) if only else rows
    own = token(f"@{owner.pk}")
    return Listing(
        owner,
        [rows],
        orders=_BOOKMARK_ORDERS,
        counted=None if only else partial(count_kept, owner),
        scope=Scope(rows, AllOf((own, mark)) if mark else own, with_pages=True),
    )


def of_trash(owner: User) -> Listing:
    rows = Bookmark.objects.visible_to(owner).saved_by(owner).trashed()
    return Listing(owner, [rows], orders={Sort.NEWEST: Order("trashed_at", "id")})


def of_person(person: User, viewer: Viewer) -> Listing:
    """What a person shows on their page; the same for all who may see it."""
    rows = Bookmark.objects.listed_by(person, viewer)
    return Listing(
        viewer,
        [rows],
        orders=_BOOKMARK_ORDERS,
        counted=partial(count_listed, person, viewer),
        scope=Scope(rows, token(f"@{person.pk}")),
    )


def of_tag(tag: Tag, viewer: Viewer) -> Listing:
    """Of a tag without any below it: see `of_branch`."""
    seen = _heard_on_the_page_of([tag.slug], viewer)
    uses = Tagging.objects.filter(tag=tag)
    rows = uses.filter(Exists(seen.filter(pk=OuterRef("content_object_id"))))
    return Listing(
        viewer,
        [rows],
        orders={
            Sort.NEWEST: Order("content_object_id", "content_object_id"),
            Sort.OLDEST: Order("content_object_id", "content_object_id", descending=False),
        },
        show_owner=True,
        most=WINDOW,
        scope=_scope_of_branch([tag.slug], seen),
    )


def of_branch(slugs: Sequence[str], viewer: Viewer) -> Listing:
    """Of tags and whatever lies below them. From the index of searching, which knows branches."""
    scope = _scope_of_branch(slugs, _heard_on_the_page_of(slugs, viewer))
    finding = find(And(), viewer, scope)
    orders = {name: order for name, order in FOUND_ORDERS.items() if name != RELEVANCE}
    return Listing(viewer, [], orders, show_owner=True, scope=scope, finding=finding)


def _scope_of_branch(slugs: Sequence[str], seen: BookmarkQuerySet) -> Scope:
    return Scope(seen.filter(with_tag(slugs)), tag_condition(slugs))


def _heard_on_the_page_of(slugs: Sequence[str], viewer: Viewer) -> BookmarkQuerySet:
    return Mutes.of(viewer).but(slugs).heard(Bookmark.objects.listed_to(viewer))


def with_tag(slugs: Sequence[str]) -> Exists:
    """Bookmarks with one of these tags or of those below them."""
    uses = Tagging.objects.filter(content_object=OuterRef("pk"))
    return Exists(uses.filter(at_or_below(slugs, "tag__")))


def of_link(link: Link, viewer: Viewer, *, noted: bool = False) -> Listing:
    """All who list a link to the viewer, or those of them who say something of it."""
    listed = Bookmark.objects.listed_to(viewer).filter(link=link)
    rows = without_muted_people(listed, viewer)
    return Listing(
        viewer,
        [rows.exclude(note="") if noted else rows],
        orders={Sort.NEWEST: Order("id", "id")},
        show_owner=True,
        is_of_one_link=True,
    )


def of_site(viewer: Viewer) -> Listing:
    """The newest that anybody lists."""
    rows = Mutes.of(viewer).heard(Bookmark.objects.listed_to(viewer))
    return Listing(
        viewer,
        [rows],
        orders={Sort.NEWEST: Order("id", "id")},
        show_owner=True,
        scope=Scope(rows, token("=public")),
    )


def _visible_rows(rows: QuerySet[Any], viewer: Viewer, to: str) -> Any:
    """Rows whose bookmark the viewer may see. By EXISTS, so that an index of the rows leads."""
    seen = Bookmark.objects.visible_to(viewer).kept()
    return rows.filter(Exists(seen.filter(pk=OuterRef(to))))


def _by_title(tie: str) -> dict[str, Order]:
    return {
        Sort.AZ: Order("sort_title", tie, descending=False),
        Sort.ZA: Order("sort_title", tie),
    }


_BOOKMARK_ORDERS: Mapping[str, Order] = {
    Sort.NEWEST: Order("saved_at", "id"),
    Sort.OLDEST: Order("saved_at", "id", descending=False),
    **_by_title("id"),
}
