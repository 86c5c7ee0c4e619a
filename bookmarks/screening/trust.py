"""Who is new: for some days, until enough of what they saved was found to be good."""

from datetime import datetime, timedelta

from accounts.models import SiteSettings, User
from bookmarks.models import Hold, ModerationEntry

LONGEST = timedelta(days=365)
"""Nobody is new for longer, whatever is set: so most are known without a look."""


def is_new(person: User, limits: SiteSettings, at: datetime) -> bool:
    """Strikes do not make anybody new again: moderators have limits for that."""
    if person.is_staff or at - person.date_joined >= timedelta(days=limits.new_for_days):
        return False
    decided = Hold.objects.filter(owner=person)
    good = decided.filter(state=Hold.State.APPROVED)[: limits.approvals_to_trust].count()
    if good < limits.approvals_to_trust:
        return True
    return ModerationEntry.objects.strikes().filter(person=person).exists()


def may_report_from(person: User, limits: SiteSettings) -> datetime:
    """Accounts that are made to report others wait first; staff do not."""
    wait = 0 if person.is_staff else limits.report_after_hours
    return person.date_joined + timedelta(hours=wait)
