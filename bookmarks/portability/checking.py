"""The look through a file before anything is saved: what is new, what is there, what is refused."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import DatabaseError, transaction

from bookmarks.models import Bookmark, Import, ImportRefusal
from bookmarks.portability.formats.netscape_reading import Folder, Found
from bookmarks.portability.reading import Refused, entries, fitting
from bookmarks.portability.spool import Spool

logger = logging.getLogger(__name__)

SAMPLE = 10
REFUSALS_KEPT = 10_000
State = Import.State


def spool_of(source: Import) -> Spool:
    return Spool(Path(settings.DATA_DIR, "imports", f"{source.key}.sqlite3"))


def check(source: Import, at: datetime) -> None:
    """The look through the file: what would be new, is there already, or is refused and why."""
    try:
        _look_through(source)
    except (DatabaseError, OSError):
        raise  # not the file's fault: another worker tries again
    except Exception:
        logger.exception("Import %s could not be read.", source.pk)
        Import.objects.filter(pk=source.pk).update(state=State.FAILED)
        return
    checking = Import.objects.filter(pk=source.pk, state=State.CHECKING)
    checking.update(state=State.READY, worked_at=at)


def fill(source: Import) -> Spool:
    """The spool with all entries that can be saved."""
    spool = spool_of(source)
    if not spool.exists():
        with source.file.open("rb") as file:
            spool.fill(found for found in _judged(file, source) if isinstance(found, Found))
    return spool


def _look_through(source: Import) -> None:
    refusals: list[ImportRefusal] = []
    folders: set[tuple[str, ...]] = set()
    counts = {"found": 0, "refused": 0}

    def acceptable() -> Iterator[Found]:
        with source.file.open("rb") as file:
            for found in _judged(file, source):
                counts["found"] += 1
                if isinstance(found, ImportRefusal):
                    counts["refused"] += 1
                    if len(refusals) < REFUSALS_KEPT:
                        refusals.append(found)
                    continue
                folders.update(found.folders[:n] for n in range(1, len(found.folders) + 1))
                yield found

    spool = spool_of(source)
    spool.fill(acceptable())
    new, sample = _new_among(source, spool)
    with transaction.atomic():
        ImportRefusal.objects.filter(source=source).delete()
        ImportRefusal.objects.bulk_create(refusals, batch_size=500)
        Import.objects.filter(pk=source.pk).update(
            found=counts["found"],
            refused=counts["refused"],
            new=new,
            known=counts["found"] - counts["refused"] - new,
            folders=len(folders),
            sample=sample,
        )


def _judged(file: "File[Any]", source: Import) -> Iterator[Found | ImportRefusal]:
    for found in entries(file):  # type: ignore[arg-type]
        if isinstance(found, Folder):
            continue
        try:
            yield _dated(fitting(found), source)
        except Refused as refused:
            yield ImportRefusal(
                source=source, line=found.line, address=found.url[:500], reason=str(refused)[:300]
            )


def _dated(found: Found, source: Import) -> Found:
    """Nothing was saved after the import began; what has no time was saved then."""
    saved_at = min(found.saved_at or source.requested_at, source.requested_at)
    changed_at = max(saved_at, min(found.changed_at or saved_at, source.requested_at))
    return replace(found, saved_at=saved_at, changed_at=changed_at)


def _new_among(source: Import, spool: Spool) -> tuple[int, list[dict[str, str]]]:
    """How many addresses the person has not, and the newest of the entries."""
    seen: set[str] = set()
    newest: list[Found] = []
    own = Bookmark.objects.editable_by(source.person)
    new = position = 0
    while part := spool.part(position, 900):
        position += len(part)
        urls = {found.url for found in part} - seen
        known = own.filter(link__url__in=urls).values_list("link__url", flat=True)
        new += len(urls) - len(set(known))
        seen |= urls
        newest = [*newest, *part][-SAMPLE:]
    return new, [{"title": found.title, "url": found.url} for found in reversed(newest)]
