"""Texts in one order everywhere."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class ByteOrderedField(models.CharField):  # type: ignore[type-arg]
    """Sorted by its bytes, as SQLite does: so that all that begins alike is one range.

    PostgreSQL would sort by a language's rules, which leave slashes out.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters = super().db_parameters(connection)
        return {**parameters, "collation": "C" if connection.vendor == "postgresql" else None}
