"""What beat does for moderation."""

from celery import shared_task
from django.utils import timezone

from bookmarks.moderation.ending import end_suspensions as end_all


@shared_task(ignore_result=True, time_limit=60)
def end_suspensions() -> None:
    end_all(timezone.now())
