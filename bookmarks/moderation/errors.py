"""Why an act did not happen. Each says so in words for the person."""

from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.models import ModerationEntry


class NotAllowed(Exception):
    """This person may not do this to that one."""


class AlreadyDecided(Exception):
    """Somebody was faster. `entry` is what they did, where it is known."""

    def __init__(self, entry: ModerationEntry | None) -> None:
        super().__init__(_("Somebody has decided this already."))
        self.entry = entry


class Claimed(Exception):
    """Another moderator is at it."""

    def __init__(self, by: User | None) -> None:
        super().__init__(_("Another moderator is deciding this."))
        self.by = by
