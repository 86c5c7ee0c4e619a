"""Background work on files that people get."""

from celery import shared_task
from django.utils import timezone

from bookmarks.models import DataExport
from bookmarks.portability import exporting

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
