"""Pages by keyset: a page begins after (or ends before) the row that its address names.

The cost does not grow with how deep a page lies, and an address keeps its meaning while rows
come and go. There is no OFFSET and no count.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, F, JSONField, Q, QuerySet, Subquery

Value = str | int | datetime
Place = tuple[Any, int]
Direction = Literal["after", "before"]


class BadCursor(ValueError):
    """The address names no place in this list."""


@dataclass(frozen=True, slots=True)
class Order:
    """By `key`, then by the unique `tie`, both in one direction. Both are fields of the rows."""

    key: str
    tie: str
    descending: bool = True

    def fields(self, *, backwards: bool = False) -> list[str]:
        sign = "-" if self.descending != backwards else ""
        return [f"{sign}{name}" for name in dict.fromkeys((self.key, self.tie))]

    def beyond(self, place: "Cursor") -> Q:
        """The rows on the far side of the cursor's place. Raise ValueError where it is none."""
        if self.key == self.tie and place.key != place.tie:
            raise ValueError(place)
        is_lower = self.descending == (place.direction == "after")
        strict, loose = ("lt", "lte") if is_lower else ("gt", "gte")
        # The loose bound is what an index can use; the strict one decides ties.
        return Q(**{f"{self.key}__{loose}": place.key}) & (
            Q(**{f"{self.key}__{strict}": place.key}) | Q(**{f"{self.tie}__{strict}": place.tie})
        )


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list, and which side of it is wanted."""

    direction: Direction
    key: Value
    tie: int

    def __str__(self) -> str:
        is_time = isinstance(self.key, datetime)
        key = self.key.isoformat() if isinstance(self.key, datetime) else self.key
        packed = json.dumps([is_time, key, self.tie], separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def parse(cls, direction: Direction, text: str) -> "Cursor":
        """Raise BadCursor on anything that `str(cursor)` did not write."""
        try:
            packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            is_time, key, tie = json.loads(packed)
            if is_time:
                key = _moment(key)
        except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise BadCursor(text) from error
        if not _is_number(tie) or not (isinstance(key, datetime) or _is_key(key)):
            raise BadCursor(text)
        return cls(direction, key, tie)


def _moment(text: str) -> datetime:
    """In UTC; raise OverflowError where that is in no year."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def _is_key(key: object) -> bool:
    return "\0" not in key if isinstance(key, str) else _is_number(key)


def _is_number(n: object) -> bool:
    """One that a database's columns hold; True is none."""
    return isinstance(n, int) and not isinstance(n, bool) and abs(n) < 1 << 63


@dataclass(frozen=True, slots=True)
class Slice:
    """One page's places, in the list's order: (key, tie) pairs; the ties identify the rows."""

    places: Sequence[tuple[Any, int]]
    has_previous: bool
    has_next: bool

    @property
    def ids(self) -> list[int]:
        return [tie for _key, tie in self.places]

    @property
    def previous(self) -> Cursor | None:
        return Cursor("before", *self.places[0]) if self.has_previous and self.places else None

    @property
    def next(self) -> Cursor | None:
        return Cursor("after", *self.places[-1]) if self.has_next and self.places else None


@dataclass(frozen=True, slots=True)
class Fan:
    """As many parts as there are `groups`: for each, `rows`, which name it as OuterRef("pk")."""

    groups: QuerySet[Any]
    rows: QuerySet[Any]


class Gathered(Protocol):
    """Parts that find their first places themselves."""

    def nearest(self, reach: "Reach") -> Iterable[Place]:
        """All that may be among the first places; in any order, each once."""


Parts = Sequence[QuerySet[Any]] | Fan | Gathered


@dataclass(frozen=True, slots=True)
class Reach:
    """The first `limit` places of an order beyond a cursor."""

    order: Order
    cursor: Cursor | None
    limit: int

    @property
    def is_falling(self) -> bool:
        """From the highest place to the lowest."""
        return self.order.descending != (
            self.cursor is not None and self.cursor.direction == "before"
        )

    @property
    def fields(self) -> list[str]:
        return self.order.fields(backwards=self.is_falling != self.order.descending)

    def rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        beyond = rows.filter(self.order.beyond(self.cursor)) if self.cursor else rows
        return beyond.order_by(*self.fields)[: self.limit]

    def first(self, places: Iterable[Place]) -> list[Place]:
        return sorted(places, reverse=self.is_falling)[: self.limit]

    def listed(self, rows: QuerySet[Any]) -> Subquery:
        """The places of rows, in one value for each row of an outer query: see `read_places`."""
        # Named as no field is.
        places = {"at_key": F(self.order.key), "at_tie": F(self.order.tie)}
        return _PlacesOf(self.rows(rows).values(**places))


def slice_of(parts: Parts, order: Order, cursor: Cursor | None, size: int) -> Slice:
    """One page out of the union of `parts`, each served by its own index.

    A row may be in several parts; it is shown once. One query, however many parts.
    """
    backwards = cursor is not None and cursor.direction == "before"
    try:
        places = _nearest(parts, Reach(order, cursor, size + 1))
    except (
        TypeError,
        ValueError,
        ValidationError,
    ) as error:  # a cursor of another order: wrong type of key
        raise BadCursor(str(cursor)) from error
    has_more = len(places) > size
    places = places[:size]
    if backwards:
        places.reverse()
    return Slice(
        places,
        has_previous=has_more if backwards else cursor is not None,
        has_next=True if backwards else has_more,
    )


def tops_of(fan: Fan, order: Order, each: int) -> list[Place]:
    """The first places of every group, `each` of it at most; without doubles, in no order."""
    return list(_fanned(fan, Reach(order, None, each)))


def _nearest(parts: Parts, reach: Reach) -> list[Place]:
    """The first places beyond the cursor, without doubles."""
    if isinstance(parts, Fan):
        return reach.first(_fanned(parts, reach))
    if not isinstance(parts, Sequence):
        return reach.first(parts.nearest(reach))
    order, tops = reach.order, [reach.rows(part) for part in parts]
    if len(tops) == 1:
        return list(tops[0].values_list(order.key, order.tie))
    # A bare LIMIT may not stand inside a UNION on SQLite; inside a subquery it may.
    whole = [
        top.model._default_manager.filter(pk__in=top.values("pk"))
        .order_by()
        .values_list(order.key, order.tie)
        for top in tops
    ]
    merged = whole[0].union(*whole[1:], all=True).order_by(*reach.fields)
    return list(dict.fromkeys(merged[: reach.limit * len(parts)]))[: reach.limit]


class _PlacesOf(Subquery):
    """The rows of a queryset, each a list of its two values, as one value."""

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "(SELECT json_group_array(json_array(at_key, at_tie)) FROM (%(subquery)s))"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = (
            "(SELECT jsonb_agg(jsonb_build_array(at_key, at_tie)) FROM (%(subquery)s) AS rows)"
        )
        return self.as_sql(compiler, connection, template=template, **extra)


def _fanned(fan: Fan, reach: Reach) -> set[Place]:
    """The first places of all groups, without doubles.

    To say what a part is takes longer than to find a page of it, so it is said once for all.
    """
    groups = fan.groups.order_by().annotate(places=reach.listed(fan.rows))
    lists = groups.values_list("places", flat=True)
    return {place for each in lists for place in read_places(each, fan.rows, reach)}


def read_places(listed: Any, rows: QuerySet[Any], reach: Reach) -> list[Place]:
    """What `Reach.listed` made of the rows."""
    is_time = isinstance(rows.model._meta.get_field(reach.order.key), DateTimeField)
    return [(_in_utc(key) if is_time else key, tie) for key, tie in listed or ()]


def _in_utc(text: str) -> datetime:
    """As the database writes it in JSON; SQLite keeps all times in UTC and does not say so."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
