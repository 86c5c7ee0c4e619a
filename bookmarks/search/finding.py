"""The rows of the index that a search finds, and pages of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery

from accounts.models import Viewer
from bookmarks.models import Collection, SearchRow
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.models.search import bookmark_at, place_of
from bookmarks.search import tree
from bookmarks.search.compiling import Search, compile_query
from bookmarks.search.engine import Rows, engine
from bookmarks.search.ranking import tiers_of
from bookmarks.search.stemming import stemmer
from bookmarks.search.summary import Summary
from bookmarks.search.terms import EVERYTHING, AllOf, Condition
from linkshare.kit.paging import BadCursor, Cursor, Order, Place, Reach, Slice

RELEVANCE = "relevance"
Sort = Collection.Sort
# Found rows lie in tiers, the better before the others, and by place in each.
FOUND_ORDERS: Mapping[str, Order] = {
    RELEVANCE: Order("tier", "place"),
    Sort.NEWEST: Order("tier", "place"),
    Sort.OLDEST: Order("tier", "place", descending=False),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where is searched: in `seen`, all of which have `mark` in the index. So may others."""

    seen: BookmarkQuerySet
    mark: Condition = EVERYTHING
    with_pages: bool = False
    """Words are looked for in the pages' own texts, too."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one viewer finds with one query."""

    root: tree.Node
    rows: Rows
    tiers: Sequence[Rows]
    """The same rows, the better before the others."""
    conditions: Sequence[str]
    """What the rows of each tier meet in the index."""
    summary: Summary

    def page(
        self, cursor: Cursor | None, size: int, *, is_ranked: bool, newest_first: bool
    ) -> Slice:
        """What was counted to the last row is known: only of more is each tier asked."""
        tiers = self.tiers if is_ranked else [self.rows]
        if self.summary.is_more:
            return slice_of(tiers, cursor, size, newest_first=newest_first)
        places = [(tier, place) for place, tier in self._known(is_ranked=is_ranked).items()]
        _check(cursor, len(tiers))
        return _slice_of_known(places, cursor, size, newest_first=newest_first)

    def newest(self, most: int) -> list[int]:
        """The ids of the newest that are found; without a look at how many there are."""
        places = engine().nearest(self.rows, newest_first=True, beyond=None, limit=most)
        return list(map(bookmark_at, places))

    def _known(self, *, is_ranked: bool) -> dict[int, int]:
        """Place → tier of all that is found."""
        places = self.summary.places
        if not is_ranked or len(self.tiers) == 1 or not places:
            return dict.fromkeys(places, 0)
        last = len(self.tiers) - 1
        better = engine().tiers(places, self.conditions[:last])
        return {place: better.get(place, last) for place in places}


def find(root: tree.Node, viewer: Viewer, scope: Scope) -> Finding:
    search = compile_query(root, viewer, with_pages=scope.with_pages)
    tiers = tiers_of(root, search.condition, stemmer(settings.LANGUAGE_CODE))
    rows = rows_of(search, scope)
    by_tier = [rows_of(replace(search, condition=condition), scope) for condition in tiers]
    conditions = [engine().written(AllOf((scope.mark, condition))) for condition in tiers]
    return Finding(root, rows, by_tier, conditions, Summary(rows))


def rows_of(search: Search, scope: Scope) -> Rows:
    """The rows of those bookmarks in the scope that are meant."""
    # Row by row, as many as the page needs. Of EXISTS, PostgreSQL would make a table of all that
    # the viewer may see.
    seen = scope.seen.filter(search.where, pk=OuterRef("bookmark_id")).order_by()
    rows = marked_rows(search, scope)
    return rows.alias(seen=Subquery(seen.values("pk")[:1])).filter(seen__isnull=False)


def rows_in(scope: Scope) -> Rows:
    """All rows of the scope."""
    return rows_of(Search(AllOf(()), Q()), scope)


def nearest_of_each(parts: Sequence[Rows], reach: Reach) -> list[list[Place]]:
    """The first places of each of the parts; the number of queries is fixed.

    The order is that of `saved_at`: rows lie in the order of its seconds, and of ids.
    """
    found: list[list[Place]] = [[] for _part in parts]
    if parts:
        tops = engine().tops(
            parts, newest_first=reach.is_falling, beyond=_place_at(reach), limit=reach.limit
        )
        for n, place, saved_at in tops:
            found[n].append((saved_at, bookmark_at(place)))
    return found


def _place_at(reach: Reach) -> int | None:
    if reach.cursor is None:
        return None
    if not isinstance(reach.cursor.key, datetime):
        raise BadCursor(str(reach.cursor))
    return place_of(reach.cursor.key, reach.cursor.tie)


def marked_rows(search: Search, scope: Scope) -> Rows:
    """As far as the index knows."""
    condition = engine().written(AllOf((scope.mark, search.condition)))
    rows = SearchRow.objects.filter(document__matches=condition)
    if search.since:
        rows = rows.filter(place__gte=place_of(search.since, 0))
    if search.before:
        rows = rows.filter(place__lt=place_of(search.before, 0))
    return rows


def slice_of(
    tiers: Sequence[Rows], cursor: Cursor | None, size: int, *, newest_first: bool = True
) -> Slice:
    """One page out of tiers one after the other. Its places are (number of tier, place) pairs."""
    backwards = cursor is not None and cursor.direction == "before"
    places: list[tuple[int, int]] = []
    for n, rows in _from_cursor(tiers, cursor):
        nearest = engine().nearest(
            rows,
            newest_first=newest_first != backwards,
            beyond=_place_in(cursor, n),
            limit=size + 1 - len(places),
        )
        places += [(n, place) for place in nearest]
        if len(places) > size:
            break
    has_more = len(places) > size
    places = places[:size]
    if backwards:
        places.reverse()
    return Slice(
        places,
        has_previous=has_more if backwards else cursor is not None,
        has_next=True if backwards else has_more,
    )


def _slice_of_known(
    places: Sequence[tuple[int, int]], cursor: Cursor | None, size: int, *, newest_first: bool
) -> Slice:
    sign = -1 if newest_first else 1
    ordered = sorted((tier, sign * place) for tier, place in places)
    start, end = 0, size
    if cursor is not None and isinstance(cursor.key, int):
        at = (cursor.key, sign * cursor.tie)
        start, end = bisect_right(ordered, at), bisect_right(ordered, at) + size
        if cursor.direction == "before":
            start, end = max(0, bisect_left(ordered, at) - size), bisect_left(ordered, at)
    return Slice(
        [(tier, sign * place) for tier, place in ordered[start:end]],
        has_previous=start > 0,
        has_next=end < len(ordered),
    )


def _from_cursor(tiers: Sequence[Rows], cursor: Cursor | None) -> "list[tuple[int, Rows]]":
    """The tiers that the page may reach into, the nearest first."""
    numbered = list(enumerate(tiers))
    if cursor is None:
        return numbered
    tier = _check(cursor, len(tiers))
    return numbered[tier:] if cursor.direction == "after" else numbered[tier::-1]


def _check(cursor: Cursor | None, tiers: int) -> int:
    """The tier that the cursor names, or the first. Raise BadCursor."""
    if cursor is None:
        return 0
    if not isinstance(cursor.key, int) or not 0 <= cursor.key < tiers:
        raise BadCursor(str(cursor))
    return cursor.key


def _place_in(cursor: Cursor | None, tier: int) -> int | None:
    return cursor.tie if cursor is not None and cursor.key == tier else None
