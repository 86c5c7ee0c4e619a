"""What an answer means for a link: state, a reason in words, facts, whether to try again."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext as _

from bookmarks.fetching.client import FetchError, Response
from bookmarks.fetching.facts import Facts
from bookmarks.fetching.reading import Reading
from bookmarks.models import Link

State = Link.State

MAX_RETRIES = 3
_DELAYS = (timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=45))
_LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True)
class Outcome:
    state: str
    reason: str = ""
    facts: Facts | None = None
    retry: bool = False
    retry_after: float | None = None

    def next_try(self, attempts: int, now: datetime) -> datetime | None:
        """When to try again after so many tries; None if this outcome is the last word."""
        if not self.retry or attempts > MAX_RETRIES:
            return None
        # Links of one site that failed together do not come back together.
        wait = _DELAYS[attempts - 1] * random.uniform(0.8, 1.4)  # noqa: S311
        asked_for = timedelta(seconds=min(self.retry_after or 0, _LONGEST_WAIT.total_seconds()))
        return now + max(wait, asked_for)


def of_answer(response: Response, reading: Reading, now: datetime) -> Outcome:
    if reading.is_challenge:
        return Outcome(State.CHALLENGE, _("The site asks visitors to prove that they are human."))
    if reading.facts:
        return _of_page(reading.facts)
    return _of_status(response.status, _seconds(response.headers, now))


def of_failure(failure: FetchError) -> Outcome:
    return Outcome(
        failure.state, failure.reason, retry=failure.retry, retry_after=failure.retry_after
    )


def of_our_mistake() -> Outcome:
    return Outcome(State.ERROR, _("Something went wrong on our side."), retry=True)


def of_too_many_deaths() -> Outcome:
    return Outcome(State.ERROR, _("Reading this page failed every time; we gave up."))


def _of_page(facts: Facts) -> Outcome:
    if not facts.title:
        return Outcome(State.PARTIAL, _("The page has no title."), facts)
    if not facts.excerpt:
        return Outcome(State.PARTIAL, _("The page has no text to quote."), facts)
    return Outcome(State.OK, facts=facts)


def _of_status(status: int, retry_after: float | None) -> Outcome:
    if status == 429:
        reason = _("The site asks us to come less often (429).")
        return Outcome(State.BLOCKED, reason, retry=True, retry_after=retry_after)
    if status in (401, 402, 403, 407, 451):
        return Outcome(State.BLOCKED, _("The site does not let us in (%d).") % status)
    if status in (404, 410):
        return Outcome(State.GONE, _("The site has no such page (%d).") % status)
    if status in (408, 425) or status >= 500:
        reason = _("The site could not answer (%d).") % status
        return Outcome(State.ERROR, reason, retry=True, retry_after=retry_after)
    return Outcome(State.ERROR, _("The site refused the request (%d).") % status)


def _seconds(headers: Mapping[str, str], now: datetime) -> float | None:
    """Retry-After, which is a number of seconds or a date."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
