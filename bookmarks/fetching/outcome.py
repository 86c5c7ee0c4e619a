"""What an answer means for a link: state, a reason in words, facts, whether to try again."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext as _

from bookmarks.fetching.answers import Known
from bookmarks.fetching.client import FetchError, Response
from bookmarks.fetching.facts import Facts
from bookmarks.fetching.moves import moved_to
from bookmarks.fetching.reading import Reading
from bookmarks.models import Link

State = Link.State
Cause = Link.Cause

MAX_RETRIES = 3
LONGEST_WAIT = timedelta(hours=6)
_DELAYS = (timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=45))


@dataclass(frozen=True)
class Outcome:
    state: str
    reason: str = ""
    cause: str = ""
    facts: Facts | None = None
    known: Known | None = None
    moved_to: str = ""
    retry: bool = False
    retry_after: float | None = None

    @property
    def is_good(self) -> bool:
        return self.state in {State.OK, State.PARTIAL}

    def next_try(self, attempts: int, now: datetime) -> datetime | None:
        """When to try again after so many tries; None if this outcome is the last word."""
        if not self.retry or attempts > MAX_RETRIES:
            return None
        # Links of one site that failed together do not come back together.
        wait = _DELAYS[attempts - 1] * random.uniform(0.8, 1.4)  # noqa: S311
        return now + max(wait, self.asked_for or wait)

    @property
    def asked_for(self) -> timedelta | None:
        """For how long the site wants to be left alone; not next year."""
        if self.retry_after is None:
            return None
        return timedelta(seconds=min(self.retry_after, LONGEST_WAIT.total_seconds()))


def of_answer(response: Response, reading: Reading, now: datetime) -> Outcome:
    if reading.is_challenge:
        reason = _("The site shows a check for robots, or a wall, in place of the page.")
        return Outcome(State.CHALLENGE, reason, Cause.CHALLENGE)
    if reading.is_missing:
        reason = _("The site says that it has no such page.")
        return Outcome(State.GONE, reason, Cause.STATUS)
    if reading.facts:
        return _of_page(response, reading.facts)
    return _of_status(response.status, _seconds(response.headers, now))


def of_no_change(link: Link, response: Response) -> Outcome:
    """The page is there, and as it was when it was read for all that we know."""
    state = State.OK if link.excerpt else State.PARTIAL
    return Outcome(state, known=Known(link.etag, link.last_modified), moved_to=moved_to(response))


def of_a_closed_door() -> Outcome:
    reason = _("The site asks programs to stay away (robots.txt).")
    return Outcome(State.BLOCKED, reason, Cause.STATUS)


def of_failure(failure: FetchError) -> Outcome:
    return Outcome(
        failure.state,
        failure.reason,
        failure.cause,
        retry=failure.retry,
        retry_after=failure.retry_after,
    )


def of_our_mistake() -> Outcome:
    reason = _("Something went wrong on our side.")
    return Outcome(State.ERROR, reason, Cause.OURS, retry=True)


def of_too_many_deaths() -> Outcome:
    reason = _("Reading this page failed every time; we gave up.")
    return Outcome(State.ERROR, reason, Cause.READING)


def _of_page(response: Response, facts: Facts) -> Outcome:
    # Validators belong to one address: after a redirect they would be shown to another.
    known = Known() if response.history else Known.of(response.headers)
    state, reason = State.OK, ""
    if not facts.title:
        state, reason = State.PARTIAL, _("The page has no title.")
    elif not facts.excerpt:
        state, reason = State.PARTIAL, _("The page has no text to quote.")
    return Outcome(state, reason, facts=facts, known=known, moved_to=moved_to(response))


def _of_status(status: int, retry_after: float | None) -> Outcome:
    if status == 429:
        reason = _("The site asks us to come less often (429).")
        after = 30.0 if retry_after is None else retry_after
        return Outcome(State.BLOCKED, reason, Cause.STATUS, retry=True, retry_after=after)
    if status in (401, 402, 403, 407, 451):
        reason = _("The site does not let us in (%d).") % status
        return Outcome(State.BLOCKED, reason, Cause.STATUS)
    if status in (404, 410):
        return Outcome(State.GONE, _("The site has no such page (%d).") % status, Cause.STATUS)
    if status in (408, 425) or status >= 500:
        reason = _("The site could not answer (%d).") % status
        return Outcome(State.ERROR, reason, Cause.STATUS, retry=True, retry_after=retry_after)
    return Outcome(State.ERROR, _("The site refused the request (%d).") % status, Cause.STATUS)


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


def of_status(response: Response, now: datetime) -> Outcome:
    """Of an answer that is not what was wanted."""
    return _of_status(response.status, _seconds(response.headers, now))
