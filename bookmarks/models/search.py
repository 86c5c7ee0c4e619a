"""The index of searching, and what is to be indexed anew. How and why: `bookmarks/search/`."""

from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

from bookmarks.models.bookmark import Bookmark

ID_BITS = 29
ID_MASK = (1 << ID_BITS) - 1


def place_of(saved_at: datetime, bookmark_id: int) -> int:
    """Where a bookmark stands among all: by the second in which it was saved, then by its id.

    One number, since the rows of SQLite's index have an order only by one. Seconds up to the
    year 2514 and ids up to 536 million fit beside each other.
    """
    return (int(saved_at.replace(microsecond=0).timestamp()) << ID_BITS) | (bookmark_id & ID_MASK)


def bookmark_at(place: int) -> int:
    """The id of the bookmark that stands there."""
    return place & ID_MASK


def saved_at(place: int) -> datetime:
    """To the second."""
    return datetime.fromtimestamp(place >> ID_BITS, UTC)


class SearchField(models.TextField):  # type: ignore[type-arg]
    """A document of the index. Its column is named like its table, as SQLite names whole rows."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"


@SearchField.register_lookup
class Matches(Lookup):
    """`document__matches=condition`, as the engine writes conditions."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} MATCH %s", [*params, self.rhs]

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, self.rhs]


class SearchRow(models.Model):
    """A bookmark in the index; `place` orders the rows from the oldest to the newest."""

    place = models.BigIntegerField(primary_key=True, db_column="rowid")
    # The database keeps the two in step; Django must not look for rows by this column on SQLite.
    bookmark = models.OneToOneField(
        Bookmark, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    document = SearchField(db_column="bookmarks_search")

    class Meta:
        db_table = "bookmarks_search"

    def __str__(self) -> str:
        return f"{self.bookmark_id} at {self.place}"


class SearchChange(models.Model):
    """Something whose bookmarks are to be indexed anew. Triggers write these, in the transaction
    of the change; who changes a bookmark indexes it before it commits, and the sweeper the rest.
    """

    class Kind(models.TextChoices):
        BOOKMARK = "bookmark"
        LINK = "link"
        TAG = "tag"

    kind = models.CharField(max_length=8, choices=Kind)
    target_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "target_id"], name="search_change_target")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["bookmark", "link", "tag"]),
                name="search_change_kind_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}"
