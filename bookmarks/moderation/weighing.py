"""How much a reporter's word counts: by how often moderators acted on what they reported."""

from django.db.models import Count, Q

from accounts.models import User
from bookmarks.models import ModerationEntry, Report
from bookmarks.moderation.rights import MODERATE, may

FULL = 100
VISITOR = 10
RULE = 50
DOUBT = 3
"""Somebody new counts as one who was right once in four times."""
LATEST = 200


def record_of(reporter: User) -> tuple[int, int]:
    """How many of their latest reports were acted on, and how many were dismissed."""
    decided = Report.objects.decided().filter(reporter=reporter).order_by("-pk")[:LATEST]
    dismissed = Q(entry__action=ModerationEntry.Action.DISMISS)
    latest = Report.objects.filter(pk__in=list(decided.values_list("pk", flat=True)))
    counted = latest.aggregate(
        upheld=Count("pk", filter=~dismissed), dismissed=Count("pk", filter=dismissed)
    )
    return counted["upheld"], counted["dismissed"]


def share_upheld(upheld: int, dismissed: int) -> float:
    """Never 0 or 1: a few reports say little about the next."""
    return (upheld + 1) / (upheld + dismissed + 1 + DOUBT)


def weight_of(reporter: User) -> int:
    """Up to FULL, which is a moderator's; somebody without a record has a quarter of it."""
    if may(reporter, MODERATE):
        return FULL
    return round(FULL * share_upheld(*record_of(reporter)))
