"""What the database's planner knows of the tables. PostgreSQL learns it by itself, SQLite is told.

A planner that took its figures from a small table walks through it whole when it has become large:
triggers that wrote two rows went through all of the table for each.
"""

from django.db import connection

ROWS_LOOKED_AT = 1000
"""Of each index: SQLite's manual advises 100 to 1000, exact figures need a walk through it."""


def refresh_statistics() -> None:
    """Let SQLite look at its tables again; in milliseconds, however large they are.

    Who is connected already goes on with the old figures until the next connection.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
