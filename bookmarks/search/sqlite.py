"""The index in SQLite: an FTS5 table whose rowid orders bookmarks by time."""

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter

from django.db import connection
from django.db.models import QuerySet, Value

from bookmarks.models import SearchRow
from bookmarks.search.document import LIMITS, Column, Document
from bookmarks.search.terms import for_sqlite
from bookmarks.search.tops import Top, read_tops

_GAP = " . "
"""A word that nobody can look for, so that no phrase reaches over it."""

_COLUMNS = ", ".join(LIMITS)
_WRITE = f"""
    INSERT OR REPLACE INTO bookmarks_search (rowid, bookmark_id, {_COLUMNS})
    VALUES (%s, %s, {", ".join(["%s"] * len(LIMITS))})
"""  # noqa: S608 - names of columns, which are ours

written = for_sqlite


def write(rows: Iterable[tuple[int, int, Document]]) -> None:
    """(place, bookmark's id, document) each. A row that stands there already is replaced."""
    values: list[tuple[int | str, ...]] = [
        (place, pk, *map(_text, document.values())) for place, pk, document in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, values)


def nearest(
    rows: QuerySet[SearchRow], *, newest_first: bool, beyond: int | None, limit: int
) -> list[int]:
    """FTS5 walks in the order of its rowid, and stops when enough is found."""
    ordered = _beyond(rows, beyond, newest_first=newest_first)
    return list(ordered.values_list("place", flat=True)[:limit])


def tops(
    parts: Sequence[QuerySet[SearchRow]], *, newest_first: bool, beyond: int | None, limit: int
) -> list[Top]:
    return read_tops(
        (n, _beyond(rows, beyond, newest_first=newest_first)[:limit])
        for n, rows in enumerate(parts)
    )


def _beyond(
    rows: QuerySet[SearchRow], place: int | None, *, newest_first: bool
) -> QuerySet[SearchRow]:
    if place is not None:
        rows = rows.filter(place__lt=place) if newest_first else rows.filter(place__gt=place)
    return rows.order_by("-place" if newest_first else "place")


def tiers(places: Sequence[int], conditions: Sequence[str]) -> dict[int, int]:
    """Asked of all rows between these places: for each single one FTS5 would begin anew."""
    between = SearchRow.objects.filter(place__range=(min(places), max(places)))
    parts = [
        between.filter(document__matches=condition)
        .annotate(tier=Value(number))
        .values_list("place", "tier")
        for number, condition in enumerate(conditions)
    ]
    found = sorted(parts[0].union(*parts[1:], all=True), key=itemgetter(1), reverse=True)
    return dict(found)


def _text(column: Column) -> str:
    return _GAP.join(chain(map(" ".join, column.runs), column.loose))
