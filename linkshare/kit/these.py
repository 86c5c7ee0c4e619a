"""Rows by their ids, however many: one value in the statement, whatever the database's limit."""

import json
from collections.abc import Sequence

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL


def these(ids: Sequence[int]) -> RawSQL:
    """For `filter(pk__in=these(ids))`."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)], BigIntegerField())
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))], BigIntegerField())
