"""Which of the two engines this site has."""

from collections.abc import Iterable
from typing import Protocol

from django.db import connection

from bookmarks.search import postgres, sqlite
from bookmarks.search.document import Document
from bookmarks.search.terms import Condition


class Engine(Protocol):
    def written(self, condition: Condition) -> str:
        """The condition as the right side of `document__matches`."""

    def write(self, rows: Iterable[tuple[int, int, Document]]) -> None:
        """Put (place, bookmark's id, document) rows into the index, in place of older ones."""


def engine() -> Engine:
    return postgres if connection.vendor == "postgresql" else sqlite
