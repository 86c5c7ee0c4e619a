"""What beat does for bookmarks as such."""

from celery import shared_task

from bookmarks.models import Revision
from linkshare.kit import statistics


@shared_task(ignore_result=True, time_limit=60)
def fold_revisions() -> None:
    Revision.objects.fold()


@shared_task(ignore_result=True, time_limit=60)
def refresh_statistics() -> None:
    statistics.refresh_statistics()
