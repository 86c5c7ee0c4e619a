from bookmarks.models.bookmark import Bookmark
from bookmarks.models.collection import Collection, CollectionItem, CollectionMember
from bookmarks.models.follow import Follow
from bookmarks.models.link import Link
from bookmarks.models.moderation import ModerationEntry, Notice, Report
from bookmarks.models.tag import Tag, Tagging
from bookmarks.models.transfer import DataExport

__all__ = [
    "Bookmark",
    "Collection",
    "CollectionItem",
    "CollectionMember",
    "DataExport",
    "Follow",
    "Link",
    "ModerationEntry",
    "Notice",
    "Report",
    "Tag",
    "Tagging",
]
