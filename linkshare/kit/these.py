"""Rows by their ids, however many: on SQLite a statement has room for some thousand values."""

import json
from collections.abc import Sequence

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL


def these(ids: Sequence[int]) -> RawSQL | list[int]:
    """For `filter(pk__in=these(ids))`.

    No subquery on PostgreSQL: where the planner has no numbers yet, as after an import, it would
    read through the ids for each row.
    """
    if connection.vendor == "postgresql":
        return list(ids)
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))], BigIntegerField())
