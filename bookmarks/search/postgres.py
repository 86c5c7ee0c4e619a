"""The index in PostgreSQL: a table of its own with a tsvector that Python has made."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection

from bookmarks.search.document import Column, Document
from bookmarks.search.terms import WEIGHTS, for_postgres

_WRITE = """
    INSERT INTO bookmarks_search (rowid, bookmark_id, bookmarks_search) VALUES (%s, %s, %s)
    ON CONFLICT (bookmark_id)
    DO UPDATE SET rowid = EXCLUDED.rowid, bookmarks_search = EXCLUDED.bookmarks_search
"""
_LAST_PLACE = 16_383
_PLACES_OF_A_WORD = 255

written = for_postgres


def write(rows: Iterable[tuple[int, int, Document]]) -> None:
    """(place, bookmark's id, document) each. A row that stands there already is replaced."""
    values = [(place, pk, _vector(document)) for place, pk, document in rows]
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, values)


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
