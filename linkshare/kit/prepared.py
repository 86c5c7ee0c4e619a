"""Statements whose plans PostgreSQL keeps, until the connection ends.

To plan one took three times as long as to answer it, where it looks for a row by a unique key. For
such only: a kept plan is one for all values, and where a value decides how many rows are walked
through, the server had better look at it first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def prepared() -> Iterator[None]:
    """What is asked within is planned once a connection. SQLite's driver keeps all anyway."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    held: Any = connection.connection
    usual = held.cursor_factory
    held.cursor_factory = _cursors()
    try:
        yield
    finally:
        held.cursor_factory = usual


def _cursors() -> type[Any]:
    """Of the driver, which is not there where SQLite is used."""
    from linkshare.kit.postgresql.base import PreparingCursor  # noqa: PLC0415

    return PreparingCursor
