"""The key by which titles are sorted: stored, so that an index serves A–Z.

It is the shown title without case and accents (`bookmarks/search/sorting.py`). A trigger gives a
new row a first one, as near as SQL comes to it; whoever indexes the bookmark writes the true one.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

LONGEST = 120
"""Letters that count. Every index has the key of every row, and PostgreSQL takes no longer ones."""


class SortTitleField(models.CharField):  # type: ignore[type-arg]
    """On both databases in the order of code points, whatever the server's language."""

    def __init__(self, **options: Any) -> None:
        options |= {"max_length": LONGEST, "default": "", "blank": True, "editable": False}
        super().__init__(**options)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "default", "blank", "editable"):
            options.pop(fixed, None)
        return name, path, args, options
