"""Taking links in hand, one or many, so that no two workers are at the same one.

`claim`: someone is at it, until `claimed_until`; a dead worker's claims lapse. `claimed_until`
without a claim: a message is on its way, and no other is sent before then.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from bookmarks.fetching import pacing
from bookmarks.fetching.visiting import FIELDS
from bookmarks.models import Link
from bookmarks.models.link import LinkQuerySet

_WINDOW = 4
"""So many times the links that are wanted are looked at: many of them may be of one site."""


def take(link_id: int, claim: UUID, now: datetime) -> Link | None:
    """The link, if it is due and free."""
    due = Link.objects.due_by_message(now).filter(pk=link_id)
    if not due.update(**_taken(claim, now)):
        return None
    return Link.objects.only(*FIELDS).get(pk=link_id)


def take_due(count: int, claim: UUID, now: datetime) -> list[Link]:
    """At most so many links that are due, one of a site; the others of their sites are put off."""
    return _take(Link.objects.due(now), "due_at", count, claim, now)


def take_to_check(count: int, claim: UUID, now: datetime) -> list[Link]:
    return _take(Link.objects.to_check(now), "check_at", count, claim, now)


def put_off(link: Link, claim: UUID, until: datetime, resend_at: datetime | None) -> None:
    """Let go of a link that was not tried. `resend_at`: a message is on its way before then."""
    Link.objects.filter(pk=link.pk, claim=claim).update(
        claim=None, claimed_until=resend_at, due_at=until, attempts=F("attempts") - 1
    )


def renew(links: Iterable[Link], claim: UUID, now: datetime) -> None:
    """Say that work on these goes on."""
    held = Link.objects.filter(pk__in=[link.pk for link in links], claim=claim)
    held.update(claimed_until=now + _lease())


@transaction.atomic
def _take(links: LinkQuerySet, turn: str, count: int, claim: UUID, now: datetime) -> list[Link]:
    """What another worker looks at just now is left to it."""
    waiting = links.order_by(turn, "pk").select_for_update(skip_locked=True)
    window = waiting.only(*FIELDS, turn)[: count * _WINDOW]
    mine, later = _by_pace(window, turn, count, now)
    Link.objects.bulk_update(later, [turn])
    Link.objects.filter(pk__in=[link.pk for link in mine]).update(**_taken(claim, now))
    for link in mine:
        link.attempts += 1
    return mine


def _by_pace(
    window: Iterable[Link], turn: str, count: int, now: datetime
) -> tuple[list[Link], list[Link]]:
    """Those whose site may be asked now, and those that get another turn, of so many sites."""
    by_host: dict[str, list[Link]] = defaultdict(list)
    for link in window:
        by_host[link.host].append(link)
    hosts = list(islice(by_host, count))
    bookings = pacing.book({host: len(by_host[host]) for host in hosts}, now)
    mine, later = [], []
    for host in hosts:
        for link, booking in zip(by_host[host], bookings[host], strict=True):
            if booking.is_now:
                mine.append(link)
            else:
                setattr(link, turn, booking.at)
                later.append(link)
    # Where there is no pace, all links of a site may be asked now.
    return mine[:count], later


def _taken(claim: UUID, now: datetime) -> dict[str, object]:
    return {"claim": claim, "claimed_until": now + _lease(), "attempts": F("attempts") + 1}


def _lease() -> timedelta:
    return timedelta(seconds=settings.FETCH_LEASE)
