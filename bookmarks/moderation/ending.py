"""Suspensions that are over."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from bookmarks.models import ModerationEntry
from bookmarks.moderation.effects import settle_suspension

AT_ONCE = 500


def end_suspensions(at: datetime) -> int:
    """Let those be public again whose time is over; how many they were. Safe to repeat."""
    over = User.objects.filter(suspended_until__lte=at).order_by("suspended_until")
    return sum(_end(pk, at) for pk in list(over.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def _end(pk: int, at: datetime) -> bool:
    held = User.objects.select_for_update(no_key=True).filter(pk=pk, suspended_until__lte=at)
    person = held.first()
    if person is None:
        return False
    last = ModerationEntry.objects.about(person).filter(until__isnull=False).order_by("-pk").first()
    assert last is not None
    settle_suspension(person, last, at)
    return True
