"""Going to a link's page and coming back with an outcome. No database: safe in any thread."""

import logging
from dataclasses import replace
from datetime import datetime

from bookmarks.fetching import outcome
from bookmarks.fetching.answers import Known
from bookmarks.fetching.client import FetchError, Response, fetch
from bookmarks.fetching.embedding import completed
from bookmarks.fetching.outcome import MAX_RETRIES, Outcome
from bookmarks.fetching.readers import read
from bookmarks.fetching.reading import Reading
from bookmarks.models import Link

logger = logging.getLogger(__name__)

_HOPS = 2
"""Pages in a row that send their visitors on."""

# What a visit needs to know of its link.
FIELDS = (
    "url", "host", "title", "excerpt", "state", "attempts", "etag", "last_modified",
    "failures", "failing_since", "broken_at",
)  # fmt: skip


def visit(link: Link, now: datetime) -> Outcome:
    if link.attempts > MAX_RETRIES + 1:
        # Every try before this one ended without a word: killed, or out of memory.
        return outcome.of_too_many_deaths()
    try:
        return _visit(link, now)
    except FetchError as failure:
        return outcome.of_failure(failure)
    except Exception:
        # Whatever happens to us, the link gets a state.
        logger.exception("Could not read %s", link.url)
        return outcome.of_our_mistake()


def _visit(link: Link, now: datetime) -> Outcome:
    known = Known(link.etag, link.last_modified) if link.title else Known()
    response = fetch(link.url, known=known)
    if response.status == 304:
        return outcome.of_no_change(link, response)
    reading = read(response)
    if there := _sent_on(reading):
        response, reading = there
        # Validators and moves are those of the page that was asked for.
        found = outcome.of_answer(response, completed(reading, link.url, response.status), now)
        return replace(found, known=Known(), moved_to="")
    return outcome.of_answer(response, completed(reading, link.url, response.status), now)


def _sent_on(reading: Reading) -> tuple[Response, Reading] | None:
    """The page to which this one sends its visitors, as far as it can be read."""
    there = None
    for _hop in range(_HOPS):
        if not reading.leads_to:
            break
        try:
            response = fetch(reading.leads_to)
            reading = read(response)
        except FetchError:
            break
        if reading.facts is None:
            break
        there = response, reading
    return there
