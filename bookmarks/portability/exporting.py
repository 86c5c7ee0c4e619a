"""Download my data: a request, the file that answers it, and its end.

The request is a row, so it stands when no worker runs. Several workers may write the file of one
request: the first that is done answers it, the others throw theirs away.
"""

import json
import logging
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts import mail
from accounts.models import User
from bookmarks.models import DataExport
from bookmarks.portability import records, writing

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)
ASKED_AT_MOST_EVERY = timedelta(hours=1)
OVERDUE_AFTER = timedelta(minutes=5)
FOLDER = "exports"

State = DataExport.State


def request_export(person: User, *, at: datetime) -> DataExport:
    """The request that waits: the person's earlier one, or a new one."""
    try:
        with transaction.atomic():
            return DataExport.objects.create(person=person, requested_at=at)
    except IntegrityError:
        return DataExport.objects.get(person=person, state=State.WAITING)


def may_ask(person: User, *, at: datetime) -> bool:
    """Whether the person's last file is old enough to be written anew."""
    fresh = {"state": State.READY, "requested_at__gt": at - ASKED_AT_MOST_EVERY}
    return not DataExport.objects.filter(person=person, **fresh).exists()


def fulfil(export: DataExport, *, at: datetime) -> None:
    """Write the file, keep it and tell the person; does nothing for an answered request."""
    if export.state != State.WAITING:
        return
    try:
        name = _keep(export)
    except Exception:  # the person is told, whatever it was; the log has the rest
        log.exception("The data export %s could not be written.", export.pk)
        _answer(export, state=State.FAILED)
        return
    if _answer(export, state=State.READY, file=name, ready_at=at):
        mail.send("export_ready", export.person.email, {"person": export.person, "export": export})
    else:
        default_storage.delete(name)


def overdue(at: datetime) -> QuerySet[DataExport]:
    """Requests whose task must have been lost."""
    return DataExport.objects.filter(state=State.WAITING, requested_at__lte=at - OVERDUE_AFTER)


def delete_old(at: datetime) -> None:
    """Delete the files whose days are over, and those that belong to no request (any more)."""
    old = DataExport.objects.exclude(state=State.WAITING).filter(requested_at__lte=at - KEPT_FOR)
    old.delete()
    for name in _files_older_than(at - OVERDUE_AFTER * 12):
        if not DataExport.objects.filter(file=name).exists():
            default_storage.delete(name)


def _answer(export: DataExport, **fields: object) -> bool:
    waiting = DataExport.objects.filter(pk=export.pk, state=State.WAITING)
    return waiting.update(**fields) == 1


def _keep(export: DataExport) -> str:
    """The name of the kept file: nobody can guess it, and no address serves it."""
    with tempfile.TemporaryFile() as file:
        _write_zip(export.person, file)
        file.seek(0)
        return default_storage.save(f"{FOLDER}/{export.key}.zip", File(file))


def _write_zip(person: User, file: object) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        _write(archive, "bookmarks.html", writing.library(person))
        for name, rows in records.everything_of(person):
            _write(archive, f"{name}.json", _json_list(rows))


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    with archive.open(name, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece.encode("utf-8", "replace"))


def _json_list(rows: Iterable[records.Record]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False, default=str)
    yield "\n]\n"


def _files_older_than(moment: datetime) -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    if not folder.is_dir():
        return []
    limit = moment.timestamp()
    return [f"{FOLDER}/{path.name}" for path in folder.iterdir() if path.stat().st_mtime < limit]
