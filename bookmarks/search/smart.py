"""Smart collections: of a person's own bookmarks, those that a search finds now.

Each viewer finds what they may see. Nobody but the owner is led to a bookmark that is only for
those who may open its collections: this is none of them. What the owner has marked for themselves,
as `is:private` or `is:toread`, is found by the owner alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Subquery, Value, When

from accounts.models import Viewer
from bookmarks.models import Bookmark, Collection
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.models.search import ID_MASK, place_of
from bookmarks.search import tree
from bookmarks.search.compiling import Search, compile_query
from bookmarks.search.engine import Rows
from bookmarks.search.errors import QueryError
from bookmarks.search.finding import Finding, Scope, marked_rows, rows_of
from bookmarks.search.naming import Names
from bookmarks.search.query import parse
from bookmarks.search.summary import WINDOW, Summary
from bookmarks.search.terms import AllOf, token


@dataclass(frozen=True, slots=True)
class Smart:
    """A smart collection as one viewer reads it."""

    collection: Collection
    search: Search
    own: Scope
    """What of its owner's bookmarks the viewer may see at all."""

    @property
    def rows(self) -> Rows:
        return rows_of(self.search, self.own)

    @property
    def finding(self) -> Finding:
        """As if nothing were asked: the search is its owner's to know, so no word is marked."""
        return Finding(tree.And(), self.rows, [self.rows], [], Summary(self.rows))

    @property
    def scope(self) -> Scope:
        """To search in what it holds."""
        found = self.own.seen.filter(self.search.where)
        return Scope(found, AllOf((self.own.mark, self.search.condition)))

    @property
    def matches(self) -> BookmarkQuerySet:
        """In no order, and at a price that grows with their number."""
        return self.own.seen.filter(self.search.where, pk__in=_ids(self.marked))

    @property
    def marked(self) -> Rows:
        """What the index knows of it."""
        return marked_rows(self.search, self.own)


def read_by(viewer: Viewer, collections: Iterable[Collection]) -> list[Smart]:
    """Smart collections with what the viewer finds in each; the number of look-ups is fixed."""
    queries = [(collection, _parsed(collection.query)) for collection in collections]
    whole = tree.And(tuple(root for _collection, root in queries))
    names = Names.of(whole, viewer, {collection.owner_id for collection, _root in queries})
    return [_smart(collection, root, names, viewer) for collection, root in queries]


def _parsed(query: str) -> tree.Node:
    """What the grammar no longer knows finds nothing."""
    try:
        return parse(query)
    except QueryError:
        return tree.Or(())


def _smart(collection: Collection, root: tree.Node, names: Names, viewer: Viewer) -> Smart:
    owner = collection.owner_id
    search = compile_query(root, viewer, with_pages=True, names=names.meant_by(owner))
    seen = Bookmark.objects.visible_to(viewer).filter(owner=owner).kept()
    seen = seen if viewer.pk == owner else seen.listed()
    return Smart(collection, search, Scope(seen, token(f"@{owner}")))


def _ids(rows: Rows) -> "QuerySet[Any, Any]":
    """By the place alone: SQLite's index would have to look up what else stands in a row."""
    return rows.order_by().annotate(found=F("place").bitand(ID_MASK)).values("found")


class _Many(Subquery):
    template = "(SELECT count(*) FROM (%(subquery)s) found)"
    output_field = IntegerField()


def count_found(collections: Iterable[Collection], viewer: Viewer) -> Mapping[int, int]:
    """How many each holds for the viewer, by its id; one more than WINDOW stands for many more."""
    found = read_by(viewer, collections)
    if not found:
        return {}
    counts = [
        When(pk=each.collection.pk, then=_Many(each.rows.order_by()[: WINDOW + 1]))
        for each in found
    ]
    asked = Collection.objects.filter(pk__in=[each.collection.pk for each in found])
    return dict(asked.annotate(n=Case(*counts)).values_list("pk", "n"))


def parts_of(found: Iterable[Smart], seen: BookmarkQuerySet) -> list[BookmarkQuerySet]:
    """What they hold, laid together; `seen` is what their reader may see of anybody."""
    whole, in_part = [], []
    for each in found:
        if each.search.where:
            in_part.append(each.matches)
        else:
            whole.append(_ids(each.marked))
    return [*in_part, seen.filter(pk__in=_union(whole))] if whole else in_part


def places_in(
    found: Sequence[Smart], bookmarks: Sequence[Bookmark]
) -> list[tuple[int, Collection]]:
    """Which of these bookmarks, by id, lie in which of these."""
    by_id = {each.collection.pk: each.collection for each in found}
    parts = [part for each in found if (part := _places_in(each, bookmarks)) is not None]
    pairs = _union(parts) if parts else []
    return [(bookmark, by_id[collection]) for bookmark, collection in sorted(pairs)]


def _places_in(smart: Smart, bookmarks: Sequence[Bookmark]) -> "QuerySet[Any, Any] | None":
    """From the stretch of the index where they stand: one by one, SQLite would begin anew."""
    theirs = [each for each in bookmarks if each.owner_id == smart.collection.owner_id]
    if not theirs:
        return None
    places = [place_of(each.saved_at, each.pk) for each in theirs]
    near = smart.marked.filter(place__range=(min(places), max(places)))
    shown = smart.own.seen.filter(smart.search.where, pk__in=[each.pk for each in theirs])
    rows = shown.filter(pk__in=_ids(near)).annotate(home=Value(smart.collection.pk))
    return rows.values_list("pk", "home")


def _union(parts: Sequence["QuerySet[Any, Any]"]) -> "QuerySet[Any, Any]":
    return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
