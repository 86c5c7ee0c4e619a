"""The look through a file before anything is saved: what is new, what is there, what is refused."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
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
            judged = _judged(file, source)
            spool.fill(found for found in judged if not isinstance(found, ImportRefusal))
    return spool


@dataclass(slots=True)
class _Look:
    """What is seen while the file goes by."""

    found: int = 0
    refused: int = 0
    refusals: list[ImportRefusal] = field(default_factory=list)
    folders: set[tuple[str, ...]] = field(default_factory=set)

    def acceptable(
        self, things: Iterable[Found | Folder | ImportRefusal]
    ) -> Iterator[Found | Folder]:
        for thing in things:
            self.found += not isinstance(thing, Folder)
            if isinstance(thing, ImportRefusal):
                self._refuse(thing)
            else:
                path = thing.folders if isinstance(thing, Found) else thing.path
                if isinstance(thing, Found) or thing.is_ours:
                    self.folders.update(path[:n] for n in range(1, len(path) + 1))
                yield thing

    def _refuse(self, refusal: ImportRefusal) -> None:
        self.refused += 1
        if len(self.refusals) < REFUSALS_KEPT:
            self.refusals.append(refusal)


def _look_through(source: Import) -> None:
    look, spool = _Look(), spool_of(source)
    with source.file.open("rb") as file:
        spool.fill(look.acceptable(_judged(file, source)))
    new, sample = _new_among(source, spool)
    with transaction.atomic():
        ImportRefusal.objects.filter(source=source).delete()
        ImportRefusal.objects.bulk_create(look.refusals, batch_size=500)
        Import.objects.filter(pk=source.pk).update(
            found=look.found,
            refused=look.refused,
            new=new,
            known=look.found - look.refused - new,
            folders=len(look.folders),
            sample=sample,
        )


def _judged(file: "File[Any]", source: Import) -> Iterator[Found | Folder | ImportRefusal]:
    for found in entries(file):  # type: ignore[arg-type]
        if isinstance(found, Folder):
            yield found
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
