"""Keeping what is shared decent: what people report, and what moderators do about it."""

from bookmarks.moderation.acts import (
    PERMISSION,
    dismiss,
    hide,
    newest_entry_id,
    suspend,
    undo,
)
from bookmarks.moderation.appealing import appeal, grant, may_appeal, reject
from bookmarks.moderation.errors import AlreadyDecided, NotAllowed
from bookmarks.moderation.public_log import months, shown
from bookmarks.moderation.reading import (
    is_readable,
    public_bookmarks,
    public_collections,
    readable_bookmarks,
    readable_collections,
)
from bookmarks.moderation.reporting import file_report

__all__ = [
    "PERMISSION",
    "AlreadyDecided",
    "NotAllowed",
    "appeal",
    "dismiss",
    "file_report",
    "grant",
    "hide",
    "is_readable",
    "may_appeal",
    "months",
    "newest_entry_id",
    "public_bookmarks",
    "public_collections",
    "readable_bookmarks",
    "readable_collections",
    "reject",
    "shown",
    "suspend",
    "undo",
]
