"""Which of the two engines this site has."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import connection
from django.db.models import QuerySet

from bookmarks.models import SearchRow
from bookmarks.search import postgres, sqlite
from bookmarks.search.document import Document
from bookmarks.search.terms import Condition
from bookmarks.search.tops import Top

Rows = QuerySet[SearchRow]


class Engine(Protocol):
    def written(self, condition: Condition) -> str:
        """The condition as the right side of `document__matches`."""

    def nearest(
        self, rows: Rows, *, newest_first: bool, beyond: int | None, limit: int
    ) -> list[int]:
        """The places of the newest, or oldest, of these rows on the far side of a place."""

    def tops(
        self, parts: Sequence[Rows], *, newest_first: bool, beyond: int | None, limit: int
    ) -> list[Top]:
        """`nearest` of many parts; the number of queries is fixed."""

    def tiers(self, places: Sequence[int], conditions: Sequence[str]) -> dict[int, int]:
        """Place → number of the first condition that its row meets; none that meets none."""

    def write(self, rows: Iterable[tuple[int, int, Document]]) -> None:
        """Put (place, bookmark's id, document) rows into the index, in place of older ones."""


def engine() -> Engine:
    return postgres if connection.vendor == "postgresql" else sqlite
