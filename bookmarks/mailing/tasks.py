"""Run by beat: mails whose time has come."""

from celery import shared_task
from django.utils import timezone

from bookmarks.mailing import digests, told


@shared_task(ignore_result=True, time_limit=600)
def send_notices() -> None:
    told.send_due(timezone.now())


@shared_task(ignore_result=True, time_limit=600)
def send_digests() -> None:
    now = timezone.now()
    digests.send_due(now)
    digests.delete_old(now)
