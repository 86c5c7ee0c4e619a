"""What beat does for bookmarks as such."""

from celery import shared_task

from bookmarks.models import Revision


@shared_task(ignore_result=True, time_limit=60)
def fold_revisions() -> None:
    Revision.objects.fold()
