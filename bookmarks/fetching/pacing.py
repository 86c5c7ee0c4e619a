"""How often a site is asked: about once in FETCH_HOST_INTERVAL seconds, over all our workers.

Whoever wants to ask books first. A booking is "now", or a moment for which the link is put back:
nobody sleeps. Of each site two moments are kept. `next_at`: when it may be asked again. `line_at`:
up to when places are promised, so that a thousand links of one site come back one after another
and not all at once.

They live in Redis where the site has one, else in the database; also when Redis is away.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from redis import RedisError

from bookmarks.fetching import pacing_redis, pacing_rows

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Booking:
    """When a link of the site may be fetched; `is_now` for the first one of a site that is free."""

    at: datetime
    is_now: bool


def book(
    wanted: Mapping[str, int], now: datetime, *, first: bool = False
) -> dict[str, list[Booking]]:
    """So many bookings for each host. `first`: a person waits, so go before the promised ones."""
    interval = settings.FETCH_HOST_INTERVAL
    if interval <= 0 or not wanted:
        return {host: [Booking(now, is_now=True)] * count for host, count in wanted.items()}
    moments = _store_book(wanted, now.timestamp(), interval, first)
    return {host: [_booking(at, now) for at in found] for host, found in moments.items()}


def hold(host: str, until: datetime) -> None:
    """Ask nothing of the host before then: it said so."""
    try:
        if pacing_redis.is_there():
            return pacing_redis.hold(host, until.timestamp())
    except RedisError as problem:
        _say(problem)
    return pacing_rows.hold(host, until.timestamp())


def forget(now: datetime) -> int:
    """Delete what is over from the database; Redis forgets by itself."""
    return pacing_rows.forget(now - timedelta(hours=1))


def _store_book(
    wanted: Mapping[str, int],
    now: float,
    interval: float,
    first: bool,  # noqa: FBT001
) -> Mapping[str, Sequence[float]]:
    try:
        if pacing_redis.is_there():
            return pacing_redis.book(wanted, now, interval, first=first)
    except RedisError as problem:
        _say(problem)
    return pacing_rows.book(wanted, now, interval, first=first)


def _booking(at: float, now: datetime) -> Booking:
    wait = at - now.timestamp()
    return Booking(now + timedelta(seconds=max(0.0, wait)), is_now=wait <= 0)


def _say(problem: RedisError) -> None:
    logger.warning("The pace is kept in the database, because Redis does not answer: %s", problem)
