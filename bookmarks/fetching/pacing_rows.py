"""The pace of each site as rows of the database."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import QuerySet

from bookmarks.models import Pace

SLACK = 0.5
"""Of an interval, by which a link may come too early: workers are late now and then, and a site
whose every second turn were refused for that would get half its pace."""


@transaction.atomic
def book(
    wanted: Mapping[str, int], now: float, interval: float, *, first: bool
) -> dict[str, list[float]]:
    """The moments, as seconds since 1970; what is not after `now` is now."""
    rows = _locked(wanted)
    moments = {row.host: _booked(row, wanted[row.host], now, interval, first=first) for row in rows}
    _write(rows)
    return moments


@transaction.atomic
def hold(host: str, until: float) -> None:
    (row,) = rows = _locked([host])
    row.next_at = max(row.next_at, _moment(until))
    row.line_at = max(row.line_at, row.next_at)
    _write(rows)


def forget(before: datetime) -> int:
    deleted, _by_model = Pace.objects.filter(next_at__lt=before, line_at__lt=before).delete()
    return deleted


def _locked(hosts: Collection[str]) -> list[Pace]:
    """The rows of the hosts, in one order, so that two workers do not wait for each other."""
    found = list(_rows_of(hosts))
    if len(found) < len(hosts):
        long_ago = _moment(0)
        new = [Pace(host=host, next_at=long_ago, line_at=long_ago) for host in sorted(hosts)]
        Pace.objects.bulk_create(new, ignore_conflicts=True)
        found = list(_rows_of(hosts))
    return found


def _rows_of(hosts: Iterable[str]) -> QuerySet[Pace]:
    return Pace.objects.select_for_update().filter(host__in=list(hosts)).order_by("host")


def _booked(row: Pace, count: int, now: float, interval: float, *, first: bool) -> list[float]:
    next_at, line_at = row.next_at.timestamp(), row.line_at.timestamp()
    moments: list[float] = []
    for _place in range(count):
        if not moments and now >= next_at - SLACK * interval:
            next_at = max(now, next_at) + interval
            moments.append(now)
        elif first:
            moments.append(next_at)
        else:
            line_at = max(line_at, next_at)
            moments.append(line_at)
            line_at += interval
    row.next_at, row.line_at = _moment(next_at), _moment(max(line_at, next_at))
    return moments


def _write(rows: list[Pace]) -> None:
    Pace.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["host"],
        update_fields=["next_at", "line_at"],
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
