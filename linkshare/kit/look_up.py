"""One row found by the values of its unique fields, with the SQL put together once.

To compile the same query anew each time takes longer than the database does, and pages that were
kept or that save ask several.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction
from django.db.models import Field, Model

from linkshare.kit.prepared import prepared

M = TypeVar("M", bound=Model)

Converters = list[tuple[int, Any, list[Callable[..., Any]]]]


class LookUp(Generic[M]):
    """`LookUp(User, "pk")(7)` is what `User.objects.filter(pk=7).first()` would be."""

    def __init__(self, model: type[M], *by: str) -> None:
        self._model = model
        self._by = by

    def __call__(self, *values: Any) -> M | None:
        with prepared(), connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            row = cursor.fetchone()
        return self._made_of(row) if row else None

    def or_insert(self, *values: Any, new: M) -> tuple[M, bool]:
        """The row that is there, or the new one; whether it is new. Of many at once, one is."""
        if found := self(*values):
            return found, False
        try:
            with transaction.atomic():
                new.save(force_insert=True)
                return new, True
        except IntegrityError:
            if found := self(*values):
                return found, False
            raise

    def _made_of(self, row: tuple[Any, ...]) -> M:
        said = list(row)
        for place, column, converters in self._converters:
            for convert in converters:
                said[place] = convert(said[place], column, connection)
        return self._model.from_db(DEFAULT_DB_ALIAS, self._names, said)

    @cached_property
    def _fields(self) -> "Sequence[Field[Any, Any]]":
        return self._model._meta.concrete_fields

    @cached_property
    def _names(self) -> list[str]:
        return [field.attname for field in self._fields]

    @cached_property
    def _sql(self) -> str:
        quoted = connection.ops.quote_name
        columns = {name: field for field in self._fields for name in (field.name, field.attname)}
        columns["pk"] = next(field for field in self._fields if field.primary_key)
        wanted = " AND ".join(f"{quoted(str(columns[name].column))} = %s" for name in self._by)
        table = quoted(self._model._meta.db_table)
        shown = ", ".join(quoted(str(field.column)) for field in self._fields)
        return f"SELECT {shown} FROM {table} WHERE {wanted}"  # noqa: S608 - names of our models

    @cached_property
    def _converters(self) -> Converters:
        """What Django does to each value that it reads."""
        found = []
        for place, field in enumerate(self._fields):
            column = field.get_col(self._model._meta.db_table)
            by_database = connection.ops.get_db_converters(column)
            if converters := [*by_database, *column.get_db_converters(connection)]:
                found.append((place, column, converters))
        return found
