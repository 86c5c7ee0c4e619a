"""The index in PostgreSQL: a table of its own with a tsvector that Python has made."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from time import monotonic

from django.db import connection
from django.db.models import Case, F, IntegerField, QuerySet, When

from bookmarks.models import SearchRow
from bookmarks.search.document import Column, Document
from bookmarks.search.terms import WEIGHTS, for_postgres
from bookmarks.search.tops import Top, read_tops

_WRITE = """
    INSERT INTO bookmarks_search (rowid, bookmark_id, bookmarks_search) VALUES (%s, %s, %s)
    ON CONFLICT (bookmark_id)
    DO UPDATE SET rowid = EXCLUDED.rowid, bookmarks_search = EXCLUDED.bookmarks_search
"""
WINDOW = 20_000
"""Rows of the index that are looked at one by one before its words are asked."""
EDGE_KEPT_FOR = 60.0
"""Seconds."""

_LAST_PLACE = 16_383
_PLACES_OF_A_WORD = 255

written = for_postgres


def write(rows: Iterable[tuple[int, int, Document]]) -> None:
    """(place, bookmark's id, document) each. A row that stands there already is replaced."""
    values = [(place, pk, _vector(document)) for place, pk, document in rows]
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, values)


def nearest(
    rows: QuerySet[SearchRow], *, newest_first: bool, beyond: int | None, limit: int
) -> list[int]:
    """A word that many rows have is met soon on the way from the end; any other by its own index.

    The planner cannot know which it is. So the way from the end is tried for a while.
    """
    edge = _edge(beyond, newest_first=newest_first)
    found = _beyond(rows, beyond, newest_first=newest_first)
    if edge is not None:
        window = _within(found, edge, newest_first=newest_first)
        near = list(window.values_list("place", flat=True)[:limit])
        if len(near) == limit:
            return near
    rest = _not_walked(found, newest_first=newest_first)
    return list(rest.values_list("place", flat=True)[:limit])


def tops(
    parts: Sequence[QuerySet[SearchRow]], *, newest_first: bool, beyond: int | None, limit: int
) -> list[Top]:
    """As `nearest`, of all at once."""
    edge = _edge(beyond, newest_first=newest_first)
    found = [_beyond(rows, beyond, newest_first=newest_first) for rows in parts]
    near: list[Top] = []
    if edge is not None:
        within = [_within(rows, edge, newest_first=newest_first)[:limit] for rows in found]
        near = read_tops(enumerate(within))
    many = Counter(n for n, _place, _at in near)
    full = {n for n, count in many.items() if count == limit}
    rest = [
        (n, _not_walked(rows, newest_first=newest_first)[:limit])
        for n, rows in enumerate(found)
        if n not in full
    ]
    return [*(top for top in near if top[0] in full), *read_tops(rest)]


def tiers(places: Sequence[int], conditions: Sequence[str]) -> dict[int, int]:
    cases = [When(document__matches=condition, then=n) for n, condition in enumerate(conditions)]
    rows = SearchRow.objects.filter(place__in=places).annotate(
        tier=Case(*cases, default=None, output_field=IntegerField())
    )
    return {place: tier for place, tier in rows.values_list("place", "tier") if tier is not None}


def _beyond(
    rows: QuerySet[SearchRow], place: int | None, *, newest_first: bool
) -> QuerySet[SearchRow]:
    if place is not None:
        rows = rows.filter(place__lt=place) if newest_first else rows.filter(place__gt=place)
    return rows.order_by("-place" if newest_first else "place")


def _edge(beyond: int | None, *, newest_first: bool) -> int | None:
    """Where the window ends, None where it holds everything.

    What a first page begins with is known for a while, since it need not be exact.
    """
    if beyond is not None:
        return _find_edge(beyond, newest_first=newest_first)
    known = _edges.get(newest_first)
    if known is None or monotonic() > known[0]:
        edge = _find_edge(None, newest_first=newest_first)
        known = _edges[newest_first] = (monotonic() + EDGE_KEPT_FOR, edge)
    return known[1]


_edges: dict[bool, tuple[float, int | None]] = {}
"""By direction: until when it is known, and where it is."""


def _find_edge(beyond: int | None, *, newest_first: bool) -> int | None:
    every = _beyond(SearchRow.objects.all(), beyond, newest_first=newest_first)
    return every.values_list("place", flat=True)[WINDOW : WINDOW + 1].first()


def _within(rows: QuerySet[SearchRow], edge: int, *, newest_first: bool) -> QuerySet[SearchRow]:
    return rows.filter(place__gt=edge) if newest_first else rows.filter(place__lt=edge)


def _not_walked(rows: QuerySet[SearchRow], *, newest_first: bool) -> QuerySet[SearchRow]:
    """Ordered by an expression, so that the walk along the primary key is not tried again."""
    order = F("place") + 0
    return rows.order_by(order.desc() if newest_first else order.asc())


def _vector(document: Document) -> str:
    places: dict[str, list[str]] = defaultdict(list)
    at = 0
    for name, column in document.items():
        for at, word in _placed(column, at):  # noqa: B020 - each column goes on after the last
            places[word].append(f"{min(at, _LAST_PLACE)}{WEIGHTS[name]}")
    return " ".join(f"'{w}':{','.join(p[:_PLACES_OF_A_WORD])}" for w, p in places.items())


def _placed(column: Column, after: int) -> Iterator[tuple[int, str]]:
    """Words with their places; what is in no phrase shares the last one."""
    at = after
    for run in column.runs:
        at += 1  # a gap, which no phrase reaches over
        for word in run:
            at += 1
            yield at, word
    for word in column.loose:
        yield at + 2, word
