"""Taking links in hand, one or many, so that no two workers are at the same one.

`claim`: someone is at it, until `claimed_until`; a dead worker's claims lapse. `claimed_until`
without a claim: a message is on its way, and no other is sent before then.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import F

from bookmarks.fetching import pacing
from bookmarks.fetching.visiting import FIELDS
from bookmarks.models import Link, Picture
from bookmarks.models.picture import PictureQuerySet

Thing = TypeVar("Thing", Link, Picture)

_WINDOW = 4
"""So many times the things that are wanted are looked at: many of them may be of one site."""


def take(link_id: int, claim: UUID, now: datetime) -> Link | None:
    """The link, if it is due and free."""
    due = Link.objects.due_by_message(now).filter(pk=link_id)
    if not due.update(**_taken(claim, now)):
        return None
    return Link.objects.only(*FIELDS).get(pk=link_id)


def take_due(count: int, claim: UUID, now: datetime) -> list[Link]:
    """At most so many links that are due, one of a site; the others of their sites are put off."""
    links = Link.objects.due(now).only(*FIELDS, "due_at")
    return _take(links, "due_at", count, claim, now)


def take_to_check(count: int, claim: UUID, now: datetime) -> list[Link]:
    links = Link.objects.to_check(now).only(*FIELDS, "check_at")
    return _take(links, "check_at", count, claim, now)


def take_pictures(due: PictureQuerySet, count: int, claim: UUID, now: datetime) -> list[Picture]:
    return _take(due, "due_at", count, claim, now)


def put_off(link: Link, claim: UUID, until: datetime, resend_at: datetime | None) -> None:
    """Let go of a link that was not tried. `resend_at`: a message is on its way before then."""
    Link.objects.filter(pk=link.pk, claim=claim).update(
        claim=None, claimed_until=resend_at, due_at=until, attempts=F("attempts") - 1
    )


def renew(kind: type[Thing], things: Iterable[Thing], claim: UUID, now: datetime) -> None:
    """Say that work on these goes on."""
    held = kind.objects.filter(pk__in=[thing.pk for thing in things], claim=claim)
    held.update(claimed_until=now + _lease())


@transaction.atomic
def _take(
    due: "models.QuerySet[Thing]", turn: str, count: int, claim: UUID, now: datetime
) -> list[Thing]:
    """What another worker looks at just now is left to it."""
    waiting = due.order_by(turn, "pk").select_for_update(skip_locked=True)
    mine, later = _by_pace(waiting[: count * _WINDOW], turn, count, now)
    everything = due.model._default_manager
    everything.bulk_update(later, [turn])
    everything.filter(pk__in=[thing.pk for thing in mine]).update(**_taken(claim, now))
    for thing in mine:
        thing.attempts += 1
    return mine


def _by_pace(
    window: Iterable[Thing], turn: str, count: int, now: datetime
) -> tuple[list[Thing], list[Thing]]:
    """Those whose site may be asked now, and those that get another turn, of so many sites."""
    by_host: dict[str, list[Thing]] = defaultdict(list)
    for thing in window:
        by_host[thing.host].append(thing)
    hosts = list(islice(by_host, count))
    bookings = pacing.book({host: len(by_host[host]) for host in hosts}, now)
    mine: list[Thing] = []
    later: list[Thing] = []
    for host in hosts:
        for thing, booking in zip(by_host[host], bookings[host], strict=True):
            if booking.is_now:
                mine.append(thing)
            else:
                setattr(thing, turn, booking.at)
                later.append(thing)
    # Where there is no pace, all things of a site may be asked now.
    return mine[:count], later


def _taken(claim: UUID, now: datetime) -> dict[str, object]:
    return {"claim": claim, "claimed_until": now + _lease(), "attempts": F("attempts") + 1}


def _lease() -> timedelta:
    return timedelta(seconds=settings.FETCH_LEASE)
