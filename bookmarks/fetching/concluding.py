"""Writing what was found, in one short transaction, to links that are still ours."""

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import starmap
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bookmarks.fetching import health, images, pacing
from bookmarks.fetching.facts import MAX_TEXT, Facts
from bookmarks.fetching.offline import connectivity
from bookmarks.fetching.outcome import Outcome
from bookmarks.models import Link, LinkText
from bookmarks.search.indexing import index_links

_FREE: dict[str, Any] = {"claim": None, "claimed_until": None}


@dataclass(frozen=True, slots=True)
class Found:
    """`is_check`: nobody asked for the page, we looked after it."""

    link: Link
    outcome: Outcome
    is_check: bool = False


def conclude(
    results: Sequence[Found], claim: UUID, now: datetime, *, is_awaited: bool = False
) -> int:
    """How many were written: a claim that lapsed has another owner.

    `is_awaited`: somebody looks at the pages that wait for them.
    """
    for found in results:
        connectivity.note(found.link.host, found.outcome)
        if wait := found.outcome.asked_for:
            pacing.hold(found.link.host, now + wait)
    with transaction.atomic():
        written = [found for found in results if _write(found, claim, now)]
        LinkText.objects.keep({found.link.pk: _text(found) for found in written if _text(found)})
        read = [found.link.pk for found in written if found.outcome.facts]
        images.want(read, now, is_awaited=is_awaited)
    index_links(found.link.pk for found in written)
    return len(written)


def _write(found: Found, claim: UUID, now: datetime) -> int:
    if connectivity.is_to_blame_for(found.outcome):
        columns = _put_back(found, now)
    elif found.is_check:
        columns = _checked(found.link, found.outcome, now)
    else:
        columns = _fetched(found.link, found.outcome, now)
    ours = Link.objects.filter(pk=found.link.pk, claim=claim)
    return ours.update(**_FREE, **columns)


def _fetched(link: Link, found: Outcome, now: datetime) -> dict[str, Any]:
    if next_try := found.next_try(link.attempts, now):
        again = _("We will try again.")
        state = {"state": Link.State.QUEUED, "reason": f"{found.reason} {again}"[:300]}
        return {**state, "cause": found.cause, "due_at": next_try, "is_awaited": False}
    return {
        **_state(found, now),
        **_page(found),
        **asdict(health.after(link, found, now)),
        "due_at": None,
        "is_awaited": False,
        "attempts": 0,
        "fetched_at": now,
    }


def _checked(link: Link, found: Outcome, now: datetime) -> dict[str, Any]:
    """One failure changes nothing that people see."""
    after = health.after(link, found, now)
    columns: dict[str, Any] = {**asdict(after), "attempts": 0}
    if found.facts:
        return {**columns, **_state(found, now), **_page(found), "fetched_at": now}
    if after.broken_at and not link.broken_at:
        return {**columns, **_state(found, now)}
    if found.is_good and link.state not in {Link.State.OK, Link.State.PARTIAL}:
        # It is there again: let it be read.
        columns |= {"due_at": now, "state": Link.State.QUEUED, "reason": "", "gave_up_at": None}
    return {**columns, "moved_to": found.moved_to} if found.is_good else columns


def _put_back(found: Found, now: datetime) -> dict[str, Any]:
    """We are cut off: that says nothing about the page, and is no try."""
    soon = now + timedelta(seconds=60) * random.uniform(1, 2)  # noqa: S311 - no secret
    if found.is_check:
        return {"check_at": soon, "attempts": 0}
    reason = _("We had no connection to the network. We will try again.")
    attempts = max(0, found.link.attempts - 1)
    return {"due_at": soon, "attempts": attempts, "reason": reason, "cause": found.outcome.cause}


def _state(found: Outcome, now: datetime) -> dict[str, Any]:
    return {
        "state": found.state,
        "reason": found.reason[:300],
        "cause": found.cause,
        "gave_up_at": None if found.is_good else now,
    }


def _page(found: Outcome) -> dict[str, Any]:
    """What the page says, as the columns take it. What it does not say erases nothing."""
    columns: dict[str, Any] = {"moved_to": found.moved_to[:2048]} if found.is_good else {}
    if found.known:
        columns |= asdict(found.known)
    return columns | (_fitting(found.facts) if found.facts else {})


def _text(found: Found) -> str:
    """As much as the table is meant to hold; PostgreSQL takes no null characters."""
    facts = found.outcome.facts
    return facts.text.replace("\0", "")[:MAX_TEXT] if facts else ""


def _fitting(facts: Facts) -> dict[str, Any]:
    said = {name: value for name, value in asdict(facts).items() if name != "text"}
    return {name: value for name, value in starmap(_fit, said.items()) if value}


def _fit(name: str, value: Any) -> tuple[str, Any]:
    if not isinstance(value, str):
        return name, value
    value = value.replace("\0", "")
    limit: int = getattr(Link._meta.get_field(name), "max_length", None) or len(value)
    if name.endswith("_url"):
        return name, value if len(value) <= limit else ""
    return name, value[:limit]
