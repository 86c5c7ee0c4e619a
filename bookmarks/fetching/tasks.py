"""What the worker does for fetching. Losing a message loses nothing: see `refresh`."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from bookmarks.fetching import refresh


# The limits lie below the lease: a fetch is dead before its link is free for the next one.
@shared_task(
    acks_late=True,
    reject_on_worker_lost=False,
    ignore_result=True,
    soft_time_limit=settings.FETCH_LEASE * 0.65,
    time_limit=settings.FETCH_LEASE * 0.8,
)
def refresh_link(link_id: int) -> None:
    refresh.refresh(link_id, timezone.now())


@shared_task(ignore_result=True, time_limit=60)
def sweep() -> None:
    refresh.sweep(timezone.now())
