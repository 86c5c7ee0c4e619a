"""What the worker does for fetching. Losing a message loses nothing: see `refresh`."""

import threading

from celery import shared_task
from celery.signals import worker_shutting_down
from django.conf import settings
from django.utils import timezone

from bookmarks.fetching import draining, image_store, images, pacing, refresh

_stopping = threading.Event()


@worker_shutting_down.connect
def _finish(**_: object) -> None:
    """The worker waits for its tasks: a drain takes no more links then."""
    _stopping.set()


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


# Acknowledged at once: if its worker dies, the sweeper asks for another soon enough.
@shared_task(
    acks_late=False, ignore_result=True, time_limit=draining.LASTS + settings.FETCH_LEASE + 10
)
def drain() -> None:
    with draining.the_only_one() as is_alone:
        if is_alone:
            draining.Drain(timezone.now, _stopping.is_set).run()


@shared_task(ignore_result=True, time_limit=600)
def tidy_pictures() -> None:
    """Run by beat: what was missed is asked for, and what nobody shows any more goes."""
    images.want_missing(timezone.now())
    image_store.remove_unused(timezone.now())


@shared_task(ignore_result=True, time_limit=600)
def forget_paces() -> None:
    pacing.forget(timezone.now())
