"""Links that want to be fetched, from the wish to the written facts.

All that must not be lost is on the Link; a message only says "look at this one now". `due_at`: a
fetch is wanted, from then on. `is_awaited`: somebody looks at the page that waits for it, so it
has a message of its own, in a queue that is kept short; all others are drained (`draining`).
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from bookmarks.fetching import claiming, pacing
from bookmarks.fetching.concluding import Found, conclude
from bookmarks.fetching.errands import KINDS
from bookmarks.fetching.visiting import visit
from bookmarks.models import Link
from bookmarks.models.link import LinkQuerySet

logger = logging.getLogger(__name__)

FRESH_FOR = timedelta(days=1)
AGAIN_AFTER = timedelta(seconds=30)
_SOON = timedelta(seconds=5)
_TASK = "bookmarks.fetching.tasks.refresh_link"
_DRAIN = "bookmarks.fetching.tasks.drain"


def request_fetch(link: Link, at: datetime, unless_within: timedelta = FRESH_FOR) -> bool:
    """See to it that the link is fetched, unless it was of late; whether this made it due.

    However many people save a link, one fetch comes of it. The worker hears of it after the commit;
    if the broker is down nothing is lost: the link stays due, and the sweeper finds it.
    """
    if link.is_awaited and link.due_at is not None:  # new, or it was so a moment ago
        transaction.on_commit(partial(_send, [link.pk], at))
        return False
    stale = Q(fetched_at__isnull=True) | Q(fetched_at__lte=at - unless_within)
    marked = Link.objects.filter(stale, pk=link.pk, due_at__isnull=True).update(
        due_at=at, state=Link.State.QUEUED, reason="", attempts=0, is_awaited=True, gave_up_at=None
    )
    if not marked:
        Link.objects.filter(pk=link.pk, due_at__lte=at, is_awaited=False).update(is_awaited=True)
    transaction.on_commit(partial(_send, [link.pk], at))
    return bool(marked)


def fetch_again(link: Link, at: datetime) -> bool:
    """What a person's "fetch again" does; False if it waits already or was just fetched.

    Whoever asks for that wants the page read anew, not to hear that it has not changed.
    """
    with transaction.atomic():
        is_asked = request_fetch(link, at, unless_within=AGAIN_AFTER)
        if is_asked:
            Link.objects.filter(pk=link.pk).update(etag="", last_modified="")
    return is_asked


def try_again(links: LinkQuerySet, at: datetime) -> int:
    """Let many that were given up be drained once more; how many. Nobody waits for them."""
    return links.filter(due_at__isnull=True).update(
        due_at=at,
        state=Link.State.QUEUED,
        reason="",
        attempts=0,
        gave_up_at=None,
        etag="",
        last_modified="",
    )


def refresh(link_id: int, now: datetime) -> bool:
    """Fetch the link if it is due and nobody is at it; whether this call did."""
    claim = uuid4()
    link = claiming.take(link_id, claim, now)
    if link is None:
        return False
    (booking,) = pacing.book({link.host: 1}, now, first=True)[link.host]
    if not booking.is_now:
        _put_off(link, claim, booking.at, now)
        return False
    conclude([Found(link, visit(link, now))], claim, now, is_awaited=True)
    # Its pictures are due now.
    _ask_for_drain()
    return True


def sweep(now: datetime) -> int:
    """Send for awaited links whose message was lost, and let the others be drained; how many."""
    due = Link.objects.due(now)
    lost = due.awaited().order_by("due_at", "pk").values_list("pk", flat=True)
    sent = _send(list(lost[: settings.FETCH_QUEUE_LENGTH]), now)
    if any(kind.is_due(now) for kind in KINDS):
        _ask_for_drain()
    return sent


def _send(link_ids: Iterable[int], now: datetime) -> int:
    """Tell the workers, as far as the broker takes it; a link that another told of is left out.

    No broker has to hold what the database already knows: more than FETCH_QUEUE_LENGTH wait there.
    """
    on_their_way = Link.objects.on_their_way(now)[: settings.FETCH_QUEUE_LENGTH].count()
    sent = 0
    for link_id in link_ids:
        if on_their_way + sent >= settings.FETCH_QUEUE_LENGTH:
            break
        resend_at = now + timedelta(seconds=settings.FETCH_RESEND_AFTER)
        waiting = Link.objects.due(now).filter(pk=link_id)
        if not waiting.update(claim=None, claimed_until=resend_at):
            continue
        if not _tell(link_id):
            break
        sent += 1
    return sent


def _tell(link_id: int, wait: float = 0) -> bool:
    """Whether the broker took the message; if not, the link is free for another."""
    try:
        _publish(link_id, wait)
    except Exception as problem:  # noqa: BLE001 - each broker fails in its own words
        logger.warning("The broker did not take link %s: %s", link_id, problem)
        Link.objects.filter(pk=link_id, claim=None).update(claimed_until=None)
        return False
    return True


def _publish(link_id: int, wait: float) -> None:
    """No retries: somebody waits for the page they saved. Expired by the time it is sent again."""
    message = current_app.signature(_TASK, args=[link_id])
    later: dict[str, Any] = {"countdown": wait} if wait else {}
    message.apply_async(retry=False, expires=settings.FETCH_RESEND_AFTER, **later)


def _put_off(link: Link, claim: UUID, until: datetime, now: datetime) -> None:
    """The site is busy. If only for a moment, the message comes back by itself."""
    is_soon = until - now <= _SOON
    resend_at = now + timedelta(seconds=settings.FETCH_RESEND_AFTER)
    claiming.put_off(link, claim, until, resend_at if is_soon else None)
    if is_soon:
        _tell(link.pk, (until - now).total_seconds())


def _ask_for_drain() -> None:
    """Heard by one worker; if it drains already, that is all. If nobody hears, nothing is lost."""
    try:
        message = current_app.signature(_DRAIN)
        message.apply_async(retry=False, expires=settings.SWEEP_INTERVAL)
    except Exception as problem:  # noqa: BLE001 - each broker fails in its own words
        logger.warning("The broker did not take the wish for a drain: %s", problem)
