"""Rows into a table by the thousand: what `bulk_create` does, without an object for each row.

Making the objects, and asking each field of each of them for its value, is nine tenths of what
`bulk_create` costs. Here one statement gets all rows: PostgreSQL an array a column, SQLite one JSON
text (a statement a row would open and close the table's triggers as often).
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

Rows = Sequence[Sequence[Any]]
Fields = Sequence["Field[Any, Any]"]


def insert_rows(
    model: type[Model], columns: Sequence[str], rows: Rows, returning: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """Insert rows of these columns (`attname`s); all others get their defaults.

    Return the values of `returning`, numbers or texts, of each row that was inserted. A row that
    would break a unique key is left out.

    Values are what the columns hold: texts, numbers, truths, aware times and None. A default that
    is another for each row is not known here: name its column.
    """
    if not rows:
        return []
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    given = [fields[name] for name in columns]
    rest = [field for name, field in fields.items() if name not in columns and _is_ours(field)]
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in rest]
    statement = _statement(model, given, rest)
    if returning:
        statement += f" RETURNING {_named(fields[name] for name in returning)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*defaults, *_values(rows)])
        return list(cursor.fetchall()) if returning else []


def _named(fields: Iterable["Field[Any, Any]"]) -> str:
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)


def _is_ours(field: "Field[Any, Any]") -> bool:
    return not (field.primary_key or getattr(field, "generated", False))


def _statement(model: type[Model], given: Fields, rest: Fields) -> str:
    """Names come from the models; values go beside it."""
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in given)
        numbered = [f"c{number}" for number in range(len(given))]
        chosen = [*numbered, *(f"%s::{field.db_type(connection)}" for field in rest)]
        source = f"unnest({arrays}) AS rows ({', '.join(numbered)})"
    else:
        numbered = [f"json_extract(value, '$[{number}]')" for number in range(len(given))]
        chosen = [*numbered, *["%s"] * len(rest)]
        source = "json_each(%s)"
    return (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)}"  # noqa: S608
        f" ({_named([*given, *rest])})"
        f" SELECT {', '.join(chosen)} FROM {source} WHERE true ON CONFLICT DO NOTHING"
    )


def _values(rows: Rows) -> list[Any]:
    if connection.vendor == "postgresql":
        return [list(column) for column in zip(*rows, strict=True)]
    return [json.dumps(rows, default=_stored, ensure_ascii=False)]


@lru_cache(maxsize=4096)  # a batch names few moments, and each of them several times
def _stored(moment: datetime) -> str:
    return str(connection.ops.adapt_datetimefield_value(moment))
