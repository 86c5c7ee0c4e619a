"""What beat does for feeds. Losing a message loses nothing: see `websub`."""

from celery import shared_task
from django.utils import timezone

from bookmarks.feeds import websub


@shared_task(ignore_result=True, time_limit=600)
def announce() -> None:
    websub.announce(timezone.now())
