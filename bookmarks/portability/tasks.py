"""Background work on files that people get."""

from celery import shared_task
from django.utils import timezone

from bookmarks.models import DataExport, Import
from bookmarks.portability import bringing_in, checking, exporting, importing

HALF_AN_HOUR = 30 * 60


@shared_task(time_limit=HALF_AN_HOUR)
def write_export(export_id: int) -> None:
    export = DataExport.objects.select_related("person").filter(pk=export_id).first()
    if export is not None:
        exporting.fulfil(export, at=timezone.now())


@shared_task(time_limit=HALF_AN_HOUR)
def tidy_exports() -> None:
    """Run by beat: old files go, and a request whose task was lost is answered after all."""
    now = timezone.now()
    exporting.delete_old(now)
    for export in exporting.overdue(now).select_related("person"):
        exporting.fulfil(export, at=now)


# Acknowledged at once: what was done stands in the database, and beat finds what was not.
@shared_task(acks_late=False, ignore_result=True, time_limit=2 * HALF_AN_HOUR)
def work_on_import(import_id: int) -> None:
    """Whatever the import's state asks for, to its end."""
    source = Import.objects.select_related("person").get(pk=import_id)
    if not source.is_at_work or not source.hold(timezone.now()):
        return
    if source.state == Import.State.CHECKING:
        checking.check(source, timezone.now())
        return
    is_saving = source.state == Import.State.RUNNING
    step = bringing_in.bring_in if is_saving else bringing_in.undo
    while step(source, timezone.now()):
        pass


@shared_task(ignore_result=True, time_limit=60)
def tidy_imports() -> None:
    """Run by beat: imports whose worker is gone go on, and old files go."""
    now = timezone.now()
    for import_id in importing.stale(now):
        importing.publish(import_id)
    importing.delete_old(now)
