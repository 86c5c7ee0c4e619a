"""How what concerns thousands is carried out: what is short at once, the rest by a worker.

How it goes on whatever happens: `bookmarks.models.work`.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from celery import current_app
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from bookmarks.models.reversible import ReversibleWork
from bookmarks.models.work import TooLate
from bookmarks.search.indexing import index_noted
from linkshare.kit.giving_way import again_until_done, giving_way

logger = logging.getLogger(__name__)

# Does the next rows in the transaction that it is called in; the bookmarks that it changed, and
# whether there were any rows.
Batch = Callable[[], tuple[list[int], bool]]
State = ReversibleWork.State


def turn(works: QuerySet[Any], before: State, after: State, **fields: Any) -> bool:
    """From one state to the next, from the first row on; False where that was done before."""
    fresh = {"changed": 0, "position": 0, "cursor_id": 0, "worked_at": None}
    return bool(works.filter(state=before).update(state=after, **fresh, **fields))


def go_on(
    work: ReversibleWork,
    work_on: Callable[[Any], None],
    publish: Callable[[int], None],
    *,
    at_once: int,
) -> None:
    """`at_once`: how many rows are looked at while a moderator waits."""
    if work.found <= at_once:
        try:
            work_on(work)
        except OperationalError:  # too much is going on
            type(work)._default_manager.filter(pk=work.pk).update(worked_at=None)
    if work.is_at_work:
        transaction.on_commit(partial(publish, work.pk))


def carry_out(work: ReversibleWork, step: Callable[[], bool]) -> None:
    """To the end of what its state asks for, unless another worker is at it."""
    if not work.is_at_work or not work.hold(timezone.now()):
        return
    goes_on = True
    while goes_on:
        goes_on = again_until_done(step)


def step(work: ReversibleWork, batch: Batch) -> bool:
    """The next rows; False when there are none left, or another worker was faster."""
    try:
        with giving_way():
            changed, goes_on = batch()
    except TooLate:
        return False
    except OperationalError:
        work.refresh_from_db()
        raise
    index_noted(changed)
    return goes_on or _finish(work)


def _finish(work: ReversibleWork) -> bool:
    ended = State.LIVE if work.state == State.BEGINNING else State.ENDED
    type(work)._default_manager.filter(pk=work.pk, state=work.state).update(state=ended)
    work.state = ended
    return False


def publish(task: str, pk: int) -> None:
    """Without a broker the state stands, and beat finds it."""
    try:
        current_app.signature(task, args=[pk]).apply_async(retry=False)
    except Exception as problem:  # noqa: BLE001 - each broker fails in its own words
        logger.warning("The broker did not take %s of %s: %s", task, pk, problem)
