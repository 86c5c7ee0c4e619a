from bookmarks.models.announcement import Announcement
from bookmarks.models.bookmark import Bookmark
from bookmarks.models.bulk import BulkChange, BulkPart
from bookmarks.models.case import Case, Report
from bookmarks.models.collection import Collection, CollectionItem, CollectionMember
from bookmarks.models.discovery import PopularLink, RankedCollection
from bookmarks.models.domain_rule import DomainRule
from bookmarks.models.follow import Follow, FollowingMark
from bookmarks.models.health import Health
from bookmarks.models.hold import Hold
from bookmarks.models.import_hiding import ImportHiding
from bookmarks.models.importing import (
    Import,
    ImportedBookmark,
    ImportedCollection,
    ImportRefusal,
)
from bookmarks.models.link import GivenUpLink, Link
from bookmarks.models.link_text import LinkText
from bookmarks.models.mail_choice import Digest, MailChoice
from bookmarks.models.moderation import Appeal, ModerationEntry, Site, TagsTaken
from bookmarks.models.moderators_words import PersonNote, PresetReason
from bookmarks.models.mute import Mute
from bookmarks.models.notice import Notice
from bookmarks.models.pace import Pace
from bookmarks.models.picture import Picture, PictureFiles
from bookmarks.models.revision import Revision
from bookmarks.models.search import SearchChange, SearchRow
from bookmarks.models.sent import Sent
from bookmarks.models.sharing import CollectionEvent, FormerAddress, Invitation
from bookmarks.models.spelling import Spelling
from bookmarks.models.tag import Tag, Tagging, TagTally
from bookmarks.models.tag_alias import TagAlias
from bookmarks.models.tally import CollectionTally, Doubled, PersonTally
from bookmarks.models.transfer import DataExport
from bookmarks.models.watched import Watched

__all__ = [
    "Announcement",
    "Appeal",
    "Bookmark",
    "BulkChange",
    "BulkPart",
    "Case",
    "Collection",
    "CollectionEvent",
    "CollectionItem",
    "CollectionMember",
    "CollectionTally",
    "DataExport",
    "Digest",
    "DomainRule",
    "Doubled",
    "Follow",
    "FollowingMark",
    "FormerAddress",
    "GivenUpLink",
    "Health",
    "Hold",
    "Import",
    "ImportHiding",
    "ImportRefusal",
    "ImportedBookmark",
    "ImportedCollection",
    "Invitation",
    "Link",
    "LinkText",
    "MailChoice",
    "ModerationEntry",
    "Mute",
    "Notice",
    "Pace",
    "PersonNote",
    "PersonTally",
    "Picture",
    "PictureFiles",
    "PopularLink",
    "PresetReason",
    "RankedCollection",
    "Report",
    "Revision",
    "SearchChange",
    "SearchRow",
    "Sent",
    "Site",
    "Spelling",
    "Tag",
    "TagAlias",
    "TagTally",
    "Tagging",
    "TagsTaken",
    "Watched",
]
