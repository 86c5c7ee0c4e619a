"""What beat does for searching: index what nobody indexed in the transaction that changed it."""

from time import monotonic

from celery import shared_task

from bookmarks.search.indexing import sweep

WITHIN = 20.0
"""Seconds after which the next task goes on."""


@shared_task(ignore_result=True, time_limit=60)
def index_changes() -> None:
    end = monotonic() + WITHIN
    while sweep() and monotonic() < end:
        pass
