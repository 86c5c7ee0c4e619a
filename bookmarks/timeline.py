"""In which months a list has anything that its viewer may see.

Nothing is counted: each month is asked for one row of an index. So it costs the same for a million
rows, and a month in which only others' private bookmarks lie is no month.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from linkshare.kit.paging import Cursor, Fan, Order, Parts

FIRST_YEAR = 1990
"""What is older stands in the January of this year's predecessor: the web was not there yet."""

Month = tuple[int, int]
"""Year and month."""


def months_of(parts: Parts, now: datetime) -> list[Month]:
    """The months in which at least one row was saved, where the reader is; oldest first."""
    last_year, zone = now.year + 1, timezone.get_current_timezone()
    spans = _spans(last_year, zone)
    within: dict[str, Any] = {"saved_at__gte": _edge("m.since"), "saved_at__lt": _edge("m.before")}
    of_month, params = _one(parts, "saved_at", **within)
    first, first_params = _one(parts, "saved_at", wanted="saved_at")
    last, last_params = _one(parts, "-saved_at", wanted="saved_at")
    edges = _edges(last_year, zone, is_sqlite=connection.vendor == "sqlite")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT m.n FROM {_SOURCES[connection.vendor]} WHERE m.before > ({first})"  # noqa: S608
            f" AND m.since <= ({last}) AND ({of_month}) IS NOT NULL",
            [edges, *first_params, *last_params, *params],
        )
        found = {int(n) for (n,) in cursor.fetchall()}
    return [month for n, (month, _since, _before) in enumerate(spans) if n in found]


def place_of(month: Month, order: Order) -> Cursor:
    """Where a list in this order comes to the month: a place that no row has."""
    zone = timezone.get_current_timezone()
    if order.descending:
        return Cursor("after", _start(_next(month), zone), 0)
    return Cursor("after", _start(month, zone), -1)


def _one(parts: Parts, order: str, wanted: str = "pk", **within: Any) -> tuple[str, Sequence[Any]]:
    """In SQL, a value of the first row within. Not EXISTS: PostgreSQL would join the months with
    all rows there are."""

    def first(rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(**within).order_by(order).values_list(wanted)[:1]

    if isinstance(parts, Fan):
        groups = parts.groups.annotate(one=Subquery(first(parts.rows))).filter(one__isnull=False)
        groups = groups.order_by(order.replace("saved_at", "one")) if wanted != "pk" else groups
        found = groups.values_list("one")[:1]
    else:
        assert isinstance(parts, Sequence)  # of what is gathered there is no timeline
        found = first(*parts)
    sql, params = found.query.sql_with_params()
    return sql, params


Spans = Sequence[tuple[Month, datetime, datetime]]


@lru_cache(maxsize=64)
def _spans(last_year: int, zone: tzinfo) -> Spans:
    """Each month with its first moment and the first one after it."""
    months = [(year, month) for year in range(FIRST_YEAR, last_year + 1) for month in range(1, 13)]
    before = ((FIRST_YEAR - 1, 1), datetime(1000, 1, 1, tzinfo=UTC), _start((FIRST_YEAR, 1), zone))
    return [before, *((each, _start(each, zone), _start(_next(each), zone)) for each in months)]


def _start(month: Month, zone: tzinfo) -> datetime:
    return datetime(*month, 1, tzinfo=zone).astimezone(UTC)


def _next(month: Month) -> Month:
    year, number = month
    return (year + number // 12, number % 12 + 1)


def _edge(name: str) -> RawSQL:
    return RawSQL(name, (), output_field=DateTimeField())  # noqa: S611 - one of the two above


@lru_cache(maxsize=64)
def _edges(last_year: int, zone: tzinfo, *, is_sqlite: bool) -> str:
    """The spans as the database reads them in one text. SQLite keeps times without a zone."""
    form = "%Y-%m-%d %H:%M:%S" + ("" if is_sqlite else "+00")
    spans = _spans(last_year, zone)
    return json.dumps(
        [[since.strftime(form), before.strftime(form)] for _m, since, before in spans]
    )


# One text of pairs as rows `m` of a number and two moments.
_SOURCES = {
    "sqlite": """
        (SELECT key AS n, json_extract(value, '$[0]') AS since,
            json_extract(value, '$[1]') AS before FROM json_each(%s)) AS m
    """,
    "postgresql": """
        (SELECT one - 1 AS n, (pair ->> 0)::timestamptz AS since,
            (pair ->> 1)::timestamptz AS before
            FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS o(pair, one)) AS m
    """,
}
