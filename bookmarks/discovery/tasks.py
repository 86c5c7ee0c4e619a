"""What beat does for what is shown to everybody."""

from celery import shared_task
from django.utils import timezone

from bookmarks.discovery import ranking


@shared_task(ignore_result=True, time_limit=120)
def rank() -> None:
    now = timezone.now()
    ranking.rank_links(now)
    ranking.rank_collections(now)
