"""What people report."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.models import Bookmark, Collection, Report
from bookmarks.moderation.errors import NotAllowed


def file_report(
    target: Bookmark | Collection, *, by: User, reason: str, note: str, at: datetime
) -> tuple[Report, bool]:
    """The report, and whether it is new: one person reports a thing once for one reason."""
    if target.owner_id == by.pk:
        raise NotAllowed(_("This is yours: there is nobody to report."))
    about = {"bookmark": target} if isinstance(target, Bookmark) else {"collection": target}
    return Report.objects.get_or_create(
        reporter=by, reason=reason, **about, defaults={"note": note, "created_at": at}
    )
