"""Links that want to be fetched, from the wish to the written facts.

All that must not be lost is on the Link; a message only says "look at this one now". `due_at`: a
fetch is wanted, from then on. `claim`: someone is at it, until `claimed_until`. `claimed_until`
without a claim: a message is on its way, and no other is sent before then.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from itertools import starmap
from typing import Any
from uuid import UUID, uuid4

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from bookmarks.fetching import outcome
from bookmarks.fetching.client import FetchError, fetch
from bookmarks.fetching.facts import Facts
from bookmarks.fetching.outcome import MAX_RETRIES, Outcome
from bookmarks.fetching.readers import read
from bookmarks.models import Link

logger = logging.getLogger(__name__)

FRESH_FOR = timedelta(days=1)
AGAIN_AFTER = timedelta(seconds=30)
_TASK = "bookmarks.fetching.tasks.refresh_link"


def request_fetch(link: Link, at: datetime, unless_within: timedelta = FRESH_FOR) -> bool:
    """See to it that the link is fetched, unless it was of late; whether this made it due.

    However many people save a link, one fetch comes of it. The worker hears of it after the commit;
    if the broker is down nothing is lost: the link stays due, and the sweeper finds it.
    """
    stale = Q(fetched_at__isnull=True) | Q(fetched_at__lte=at - unless_within)
    marked = Link.objects.filter(stale, pk=link.pk, due_at__isnull=True).update(
        due_at=at, state=Link.State.QUEUED, reason="", attempts=0
    )
    transaction.on_commit(partial(_send, [link.pk], at))
    return bool(marked)


def fetch_again(link: Link, at: datetime) -> bool:
    """What a person's "fetch again" does; False if it waits already or was just fetched."""
    return request_fetch(link, at, unless_within=AGAIN_AFTER)


def refresh(link_id: int, now: datetime) -> bool:
    """Fetch the link if it is due and nobody is at it; whether this call did."""
    claim = uuid4()
    if not _take(link_id, claim, now):
        return False
    link = Link.objects.only("url", "attempts").get(pk=link_id)
    if link.attempts > MAX_RETRIES + 1:
        # Every try before this one ended without a word: killed, or out of memory.
        found = outcome.of_too_many_deaths()
    else:
        found = _look(link.url, now)
    _conclude(link, claim, found, now)
    return True


def sweep(now: datetime) -> int:
    """Send for links that are due and that no message or worker is after; how many.

    Import and mass re-checks only mark links as due: this feeds them to the workers, never more
    than FETCH_QUEUE_LENGTH at a time: no broker has to hold what the database already knows.
    """
    on_their_way = Link.objects.filter(
        due_at__lte=now, claim__isnull=True, claimed_until__gt=now
    ).count()
    room = max(0, settings.FETCH_QUEUE_LENGTH - on_their_way)
    due = Link.objects.due(now).order_by("due_at", "pk").values_list("pk", flat=True)
    return _send(list(due[:room]), now)


def _send(link_ids: Iterable[int], now: datetime) -> int:
    """Tell the workers, as far as the broker takes it; a link that another told of is left out."""
    sent = 0
    for link_id in link_ids:
        resend_at = now + timedelta(seconds=settings.FETCH_RESEND_AFTER)
        waiting = Link.objects.due(now).filter(pk=link_id)
        if not waiting.update(claim=None, claimed_until=resend_at):
            continue
        try:
            _publish(link_id)
        except Exception as problem:  # noqa: BLE001 - each broker fails in its own words
            logger.warning("The broker did not take link %s: %s", link_id, problem)
            Link.objects.filter(pk=link_id, claim=None).update(claimed_until=None)
            break
        sent += 1
    return sent


def _publish(link_id: int) -> None:
    """No retries: somebody waits for the page they saved. Expired by the time it is sent again."""
    message = current_app.signature(_TASK, args=[link_id])
    message.apply_async(retry=False, expires=settings.FETCH_RESEND_AFTER)


def _take(link_id: int, claim: UUID, now: datetime) -> bool:
    free = Q(claim__isnull=True) | Q(claimed_until__lte=now)
    lease = timedelta(seconds=settings.FETCH_LEASE)
    taken = Link.objects.filter(free, pk=link_id, due_at__lte=now).update(
        claim=claim, claimed_until=now + lease, attempts=F("attempts") + 1
    )
    return bool(taken)


def _look(url: str, now: datetime) -> Outcome:
    try:
        response = fetch(url)
        return outcome.of_answer(response, read(response), now)
    except FetchError as failure:
        return outcome.of_failure(failure)
    except Exception:
        # Whatever happens to us, the link gets a state.
        logger.exception("Could not read %s", url)
        return outcome.of_our_mistake()


def _conclude(link: Link, claim: UUID, found: Outcome, now: datetime) -> None:
    """Write what was found, if the link is still ours: a claim that lapsed has another owner."""
    next_try = found.next_try(link.attempts, now)
    written: dict[str, Any] = {"claim": None, "claimed_until": None, "due_at": next_try}
    if next_try:
        again = _("We will try again.")
        written |= {"state": Link.State.QUEUED, "reason": f"{found.reason} {again}"}
    else:
        written |= {"state": found.state, "reason": found.reason, "attempts": 0, "fetched_at": now}
    if found.facts:
        written |= _fitting(found.facts)
    written["reason"] = written["reason"][:300]
    Link.objects.filter(pk=link.pk, claim=claim).update(**written)


def _fitting(facts: Facts) -> dict[str, Any]:
    """What the page says, as the columns take it. What it does not say erases nothing."""
    return {name: value for name, value in starmap(_fit, asdict(facts).items()) if value}


def _fit(name: str, value: Any) -> tuple[str, Any]:
    if not isinstance(value, str):
        return name, value
    value = value.replace("\0", "")
    limit: int = getattr(Link._meta.get_field(name), "max_length", None) or len(value)
    if name.endswith("_url"):
        return name, value if len(value) <= limit else ""
    return name, value[:limit]
