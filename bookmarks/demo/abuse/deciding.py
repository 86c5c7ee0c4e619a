"""Moderators at work, each in a thread on a connection of their own.

They know what is spam. What they do not know is what the others are doing: now and then two decide
the same case, and one of them must be told.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from django.db import connection

from accounts.models import User
from bookmarks import moderation
from bookmarks.models import Case, Hold
from bookmarks.moderation.holds import approve, refuse

A_TURN = 10
"""Cases that a moderator decides before the clock goes on."""


def take_turns(
    moderators: Sequence[User], spammers: frozenset[int], at: datetime, seed: int
) -> Counter[str]:
    """What became of it, counted by word."""
    if not (Case.objects.open().exists() or Hold.objects.waiting().exists()):
        return Counter()
    turns = [
        partial(_turn, by, spammers, at, random.Random(f"{seed} {at} {by.pk}"))  # noqa: S311
        for by in moderators
    ]
    if connection.in_atomic_block:  # on one connection, one after the other
        return sum((turn() for turn in turns), Counter())
    with ThreadPoolExecutor(len(turns)) as threads:
        return sum(threads.map(_in_thread, turns), Counter())


def _in_thread(turn: Callable[[], Counter[str]]) -> Counter[str]:
    try:
        return turn()
    finally:
        connection.close()


def _turn(by: User, spammers: frozenset[int], at: datetime, chance: random.Random) -> Counter[str]:
    counts: Counter[str] = Counter()
    for _n in range(A_TURN):
        # Half of the time somebody opens what is on top without claiming it.
        claims = chance.random() < 0.5
        case = _claimed(by, at) if claims else _on_top(at)
        if case is None:
            break
        counts[_decide(case, by, spammers, at)] += 1
    counts.update(_look(by, spammers, at))
    return counts


def _claimed(by: User, at: datetime) -> Case | None:
    return moderation.claim_next(Case.objects.all(), by=by, at=at)


def _on_top(at: datetime) -> Case | None:
    return Case.objects.open().unclaimed(at).heaviest_first().with_targets().first()


def _decide(case: Case, by: User, spammers: frozenset[int], at: datetime) -> str:
    is_spam = case.author_id in spammers
    order = moderation.Order("suspend" if is_spam else "dismiss", by, "As it is.", at)
    try:
        moderation.act(case.target, order, seen=case.version)
    except (moderation.AlreadyDecided, moderation.Claimed):
        return "conflicts"
    return "decisions"


def _look(by: User, spammers: frozenset[int], at: datetime) -> Counter[str]:
    """At what waits: good links are shown, spam is hidden and its author suspended."""
    counts: Counter[str] = Counter()
    waiting = list(Hold.objects.to_decide().select_related("owner").order_by("pk")[:A_TURN])
    counts["approved"] += approve(
        [hold for hold in waiting if hold.owner_id not in spammers], by=by, at=at
    )
    for hold in waiting:
        if hold.owner_id in spammers:
            counts.update(_put_an_end_to(hold, by, at))
    return counts


def _put_an_end_to(hold: Hold, by: User, at: datetime) -> Counter[str]:
    """Hidden it stays, whoever suspends the author."""
    counts: Counter[str] = Counter()
    try:
        counts["decisions"] += refuse([hold], by=by, reason="Spam.", at=at)
        version = moderation.version_of(hold.owner)
        moderation.suspend(hold.owner, by=by, reason="Spam.", at=at, seen=version)
        counts["decisions"] += 1
    except (moderation.AlreadyDecided, moderation.Claimed):
        counts["conflicts"] += 1
    return counts
