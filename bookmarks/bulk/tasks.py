"""Background work on many bookmarks."""

from celery import shared_task
from django.utils import timezone

from bookmarks.bulk import working
from bookmarks.models import BulkChange

AN_HOUR = 60 * 60


# Acknowledged at once: what was done stands in the database, and beat finds what was not.
@shared_task(acks_late=False, ignore_result=True, time_limit=AN_HOUR)
def work_on_change(change_id: int) -> None:
    change = BulkChange.objects.select_related("person").filter(pk=change_id).first()
    if change is not None:
        working.work_on(change)


@shared_task(ignore_result=True, time_limit=60)
def tidy_changes() -> None:
    """Run by beat: changes whose worker is gone go on, and old ones are forgotten."""
    now = timezone.now()
    for change_id in working.stale(now):
        working.publish(change_id)
    working.tidy(now)
