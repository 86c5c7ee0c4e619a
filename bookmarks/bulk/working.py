"""A change from its confirmation to its end, and back; in parts, each a short transaction.

How it goes on whatever happens: `bookmarks.models.work`.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.db import OperationalError, transaction
from django.utils import timezone

from bookmarks.bulk.acts import Act, act_of
from bookmarks.bulk.editing import Edit
from bookmarks.bulk.merging import Merge
from bookmarks.models import BulkChange, BulkPart
from bookmarks.models.work import TooLate
from bookmarks.search.indexing import index_noted
from linkshare.kit.giving_way import again_until_done, giving_way

logger = logging.getLogger(__name__)

AT_ONCE = 250
"""A change of no more is made while its person waits."""
KEPT_FOR = timedelta(days=30)
PREVIEW_FOR = timedelta(days=1)
EDITS_FOR = timedelta(days=1)
_TASK = "bookmarks.bulk.tasks.work_on_change"
State = BulkChange.State
Action = BulkChange.Action


def confirm(change: BulkChange, at: datetime) -> bool:
    """Have it done; False where that was begun before."""
    ready = BulkChange.objects.filter(pk=change.pk, state=State.READY)
    begun = ready.update(state=State.RUNNING, position=0, begun_at=at, worked_at=None)
    return _go_on(change, begun=bool(begun))


def ask_to_undo(change: BulkChange) -> bool:
    """Have it undone; False where there is nothing to undo."""
    done = BulkChange.objects.filter(pk=change.pk, state=State.DONE)
    done = done.exclude(action=Action.DELETE)
    asked = done.update(state=State.UNDOING, position=0, restored=0, left=0, worked_at=None)
    return _go_on(change, begun=bool(asked))


def _go_on(change: BulkChange, *, begun: bool) -> bool:
    """What is short is done now, the rest by a worker."""
    change.refresh_from_db()
    if begun and change.found <= AT_ONCE:
        try:
            work_on(change)
        except OperationalError:  # too much is going on
            BulkChange.objects.filter(pk=change.pk).update(worked_at=None)
    if change.is_at_work:
        transaction.on_commit(partial(publish, change.pk))
    return begun


def work_on(change: BulkChange) -> None:
    """To the end of what its state asks for, unless another worker is at it."""
    if not change.is_at_work or not change.hold(timezone.now()):
        return
    goes_on = True
    while goes_on:
        goes_on = again_until_done(partial(_step, change))


def _step(change: BulkChange) -> bool:
    """The next part; False when there is none left, or another worker was faster."""
    at = timezone.now()
    part = change.parts.filter(number=change.position).first()
    if part is None:
        return _finish(change)
    does = _do if change.state == State.RUNNING else _undo
    try:
        with giving_way():
            does(change, part, at)
    except TooLate:
        return False
    except OperationalError:
        change.refresh_from_db()
        raise
    index_noted(_flat(part.ids))
    return True


def _do(change: BulkChange, part: BulkPart, at: datetime) -> None:
    done = _act(change).do(part.ids, at)
    part.before = done.before
    part.save(update_fields=["before"])
    change.advance(len(part.ids), at, changed=change.changed + done.changed)


def _undo(change: BulkChange, part: BulkPart, at: datetime) -> None:
    if part.before:
        restored, left = _act(change).undo(part.before, at)
    else:
        restored, left = 0, 0
    numbers = {"restored": change.restored + restored, "left": change.left + left}
    change.advance(len(part.ids), at, **numbers)


def _finish(change: BulkChange) -> bool:
    ended = State.DONE if change.state == State.RUNNING else State.UNDONE
    BulkChange.objects.filter(pk=change.pk, state=change.state).update(state=ended)
    change.state = ended
    return False


def _act(change: BulkChange) -> Act:
    if change.action == Action.MERGE:
        return Merge.of(change)
    return Edit.of(change) if change.action == Action.EDIT else act_of(change)


def _flat(ids: list[Any]) -> list[int]:
    return [pk for each in ids for pk in (each if isinstance(each, list) else [each])]


def tidy(at: datetime) -> None:
    """Forget previews that nobody confirmed, and what was done too long ago to be undone."""
    old = BulkChange.objects.exclude(state__in=BulkChange.WORKING)
    for which in (
        old.filter(state=State.READY, requested_at__lte=at - PREVIEW_FOR),
        old.filter(action=Action.EDIT, requested_at__lte=at - EDITS_FOR),
        old.filter(requested_at__lte=at - KEPT_FOR),
    ):
        oldest = which.order_by("requested_at").values_list("pk", flat=True)[:20]
        BulkChange.objects.filter(pk__in=list(oldest)).delete()


def stale(at: datetime) -> list[int]:
    return list(BulkChange.objects.stale(at).values_list("pk", flat=True))


def publish(change_id: int) -> None:
    """Without a broker the state stands, and beat finds it."""
    try:
        current_app.signature(_TASK, args=[change_id]).apply_async(retry=False)
    except Exception as problem:  # noqa: BLE001 - each broker fails in its own words
        logger.warning("The broker did not take change %s: %s", change_id, problem)
