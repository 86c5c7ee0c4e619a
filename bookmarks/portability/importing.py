"""Bookmarks from a file: looked through first, then saved as their person chose, undone if wished.

How it goes on whatever happens: `bookmarks.models.work`.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from bookmarks.models import Import

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=30)
_TASK = "bookmarks.portability.tasks.work_on_import"
State = Import.State


def receive(person: User, upload: "File[Any]", name: str, at: datetime) -> Import:
    """Keep the file and have it looked through."""
    source = Import(person=person, name=name[:200], requested_at=at)
    source.file.save(f"{source.key}.txt", upload, save=False)
    source.save()
    _send(source)
    return source


def choose(source: Import, choices: dict[str, object]) -> bool:
    """Have it saved as the person chose; False where that was begun before."""
    begun = begin(source, choices)
    _send(source)
    return begun


def begin(source: Import, choices: dict[str, object]) -> bool:
    """As `choose`, for who saves it themselves."""
    waiting = Import.objects.filter(pk=source.pk, state=State.READY)
    return bool(waiting.update(state=State.RUNNING, position=0, worked_at=None, **choices))


@transaction.atomic
def ask_to_undo(source: Import) -> bool:
    """False where there is nothing to take back; nor is there while all of it is hidden, or what
    stays of it could not be found to be shown again.
    """
    held = Import.objects.select_for_update(no_key=True).get(pk=source.pk)
    if held.is_hidden:
        return False
    done = Import.objects.filter(pk=source.pk, state=State.DONE)
    asked = done.update(state=State.UNDOING, position=0, worked_at=None)
    _send(source)
    return bool(asked)


def stale(at: datetime) -> list[int]:
    """Imports whose worker must be gone."""
    return list(Import.objects.stale(at).values_list("pk", flat=True))


def delete_old(at: datetime) -> None:
    """Delete the files that were brought long ago; what became of them is kept."""
    old = Import.objects.filter(requested_at__lte=at - KEPT_FOR).exclude(file="")
    for source in old.exclude(state__in=Import.WORKING)[:100]:
        source.file.delete(save=False)
        Import.objects.filter(pk=source.pk).update(file="")


def _send(source: Import) -> None:
    transaction.on_commit(partial(publish, source.pk))


def publish(import_id: int) -> None:
    """Without a broker the state stands, and beat finds it."""
    try:
        current_app.signature(_TASK, args=[import_id]).apply_async(retry=False)
    except Exception as problem:  # noqa: BLE001 - each broker fails in its own words
        logger.warning("The broker did not take import %s: %s", import_id, problem)
