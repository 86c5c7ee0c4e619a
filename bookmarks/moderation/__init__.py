"""Keeping what is shared decent: what people report, and what moderators do about it."""

from bookmarks.models import Site
from bookmarks.moderation.acts import Order, act, dismiss, hide, suspend, undo
from bookmarks.moderation.appealing import appeal, grant, may_appeal, reject
from bookmarks.moderation.cases import claim, claim_next, release, version_of
from bookmarks.moderation.errors import AlreadyDecided, Claimed, NotAllowed
from bookmarks.moderation.public_log import months, shown
from bookmarks.moderation.reading import (
    is_readable,
    public_bookmarks,
    public_collections,
    readable_bookmarks,
    readable_collections,
)
from bookmarks.moderation.reporting import Source, file_report
from bookmarks.moderation.rights import ADMINISTER, MODERATE, TRIAGE, may

__all__ = [
    "ADMINISTER",
    "MODERATE",
    "TRIAGE",
    "AlreadyDecided",
    "Claimed",
    "NotAllowed",
    "Order",
    "Site",
    "Source",
    "act",
    "appeal",
    "claim",
    "claim_next",
    "dismiss",
    "file_report",
    "grant",
    "hide",
    "is_readable",
    "may",
    "may_appeal",
    "months",
    "public_bookmarks",
    "public_collections",
    "readable_bookmarks",
    "readable_collections",
    "reject",
    "release",
    "shown",
    "suspend",
    "undo",
    "version_of",
]
