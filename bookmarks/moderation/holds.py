"""What moderators say of what waits for a look."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from bookmarks.models import Bookmark, Hold
from bookmarks.moderation.acts import hide
from bookmarks.moderation.rights import MODERATE, TRIAGE, refuse_others
from bookmarks.screening.holding import grow, let_go


def approve(holds: Sequence[Hold], *, by: User, at: datetime) -> int:
    """Let them be shown, and what else waits of who is trusted by that; nobody's own."""
    refuse_others(by, TRIAGE)
    others = [hold for hold in holds if hold.owner_id != by.pk]
    shown = let_go([hold.pk for hold in others], Hold.State.APPROVED, at, by=by)
    for owner in {hold.owner_id: hold.owner for hold in others}.values():
        grow(owner, at)
    return len(shown)


def refuse(holds: Sequence[Hold], *, by: User, reason: str, at: datetime) -> int:
    """Hide them: as any bookmark is hidden, with an entry, a notice and an appeal."""
    refuse_others(by, MODERATE)
    return sum(_refuse(hold, by=by, reason=reason, at=at) for hold in holds)


@transaction.atomic
def _refuse(hold: Hold, *, by: User, reason: str, at: datetime) -> bool:
    """Hidden first: the author's row is locked before the bookmark's."""
    if not Hold.objects.waiting().filter(pk=hold.pk).exists() or hold.owner_id == by.pk:
        return False
    bookmark = Bookmark.objects.select_related("link", "owner").get(pk=hold.bookmark_id)
    hide(bookmark, by=by, reason=reason, at=at)
    return bool(let_go([hold.pk], Hold.State.REFUSED, at, by=by))
