"""The first rows of many parts of the index, in one query."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery, Value

from bookmarks.models import Bookmark, SearchRow
from bookmarks.models.search import ID_MASK

Top = tuple[int, int, datetime]
"""The number of the part, a place there, and just when its bookmark was saved."""

_AT_ONCE = 200
"""Parts of a union; SQLite takes no more than 500."""


def read_tops(tops: Iterable[tuple[int, QuerySet[SearchRow]]]) -> list[Top]:
    """Numbered rows, ordered and cut off."""
    parts = [_part(number, top) for number, top in tops]
    found: list[Top] = []
    for start in range(0, len(parts), _AT_ONCE):
        found += _union(parts[start : start + _AT_ONCE])
    return found


def _part(number: int, top: QuerySet[SearchRow]) -> "QuerySet[SearchRow, Top]":
    bookmark = Bookmark.objects.filter(pk=OuterRef("pk_there"))
    rows = SearchRow.objects.filter(place__in=top.values("place")).order_by()
    # By the place alone: SQLite's index would have to look up what else stands in a row.
    rows = rows.annotate(
        part=Value(number),
        pk_there=F("place").bitand(ID_MASK),
        at=Subquery(bookmark.values("saved_at")[:1]),
    )
    return rows.values_list("part", "place", "at")


def _union(parts: Sequence["QuerySet[SearchRow, Top]"]) -> "QuerySet[SearchRow, Top]":
    return parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
