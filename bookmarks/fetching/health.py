"""Looking after pages that were read: when to look next, and when a page counts as broken. Pure.

"Broken" takes evidence: at least three failures, over at least a week. A site that does not let
us in, or not just now, says nothing about its page; nor does a mistake of ours.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from bookmarks.fetching.outcome import Outcome
from bookmarks.models import Link

FAILURES = 3
OVER = timedelta(days=7)
AGAIN = timedelta(days=4)
"""After a failure: the third comes after eight days."""

_EVIDENCE = frozenset(
    {
        Link.Cause.LOOK_UP,
        Link.Cause.NO_NAME,
        Link.Cause.NO_ANSWER,
        Link.Cause.CONNECTION,
        Link.Cause.STATUS,
    }
)


@dataclass(frozen=True)
class Health:
    """Columns of a link."""

    failures: int
    failing_since: datetime | None
    broken_at: datetime | None
    check_at: datetime | None


def after(link: Link, found: Outcome, now: datetime) -> Health:
    """How the link fares now that this was found."""
    if found.is_good:
        return Health(0, None, None, usual_turn(now))
    if found.state == Link.State.BLOCKED or found.cause not in _EVIDENCE:
        return Health(link.failures, link.failing_since, link.broken_at, usual_turn(now))
    failures, since = link.failures + 1, link.failing_since or now
    is_broken = failures >= FAILURES and now - since >= OVER
    broken_at = link.broken_at or (now if is_broken else None)
    turn = usual_turn(now)
    if turn and not broken_at:
        turn = now + AGAIN
    return Health(min(failures, 1_000), since, broken_at, turn)


def usual_turn(now: datetime) -> datetime | None:
    """In some months; not all that were saved in one hour in one hour again."""
    days = settings.FETCH_CHECK_DAYS
    spread = random.uniform(0.8, 1.2)  # noqa: S311 - no secret
    return now + timedelta(days=days * spread) if days else None
