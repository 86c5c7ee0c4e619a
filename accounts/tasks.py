"""Background work about people."""

from celery import shared_task
from django.utils import timezone

from accounts import deletion, first_addresses

HOUR = 60 * 60


@shared_task(time_limit=HOUR)
def delete_due_accounts() -> None:
    """Run by beat. Whatever a run does not finish, the next one does."""
    now = timezone.now()
    for person in deletion.due(now).order_by("delete_after", "pk"):
        deletion.delete_for_good(person, at=now)


@shared_task(time_limit=HOUR)
def drop_first_addresses() -> None:
    """Run by beat."""
    first_addresses.drop_old(timezone.now())
