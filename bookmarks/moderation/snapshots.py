"""A thing as anybody could read it at one moment, kept as plain words for the moderators."""

from typing import Any

from accounts.models import User
from bookmarks.models import Bookmark, Case, Collection, Tag
from bookmarks.models.moderation import Target
from bookmarks.moderation.reading import is_readable

NOTE_MAX = 3000


def snapshot_of(target: Target) -> dict[str, Any]:
    """Empty where it is not for everybody: of that, moderators are told nothing."""
    if not is_readable(target):
        return {}
    match target:
        case Bookmark():
            return _bookmark(target)
        case Collection():
            return {"title": target.title, "text": target.description[:NOTE_MAX]}
        case User():
            return {"title": target.display_name, "text": target.bio}
        case Tag():
            return {"title": target.name}
    return {}


def last_snapshot(case: Case) -> dict[str, Any]:
    with_one = case.reports.exclude(snapshot={}).order_by("-created_at", "-pk")
    found: dict[str, Any] | None = with_one.values_list("snapshot", flat=True).first()
    return found or {}


def _bookmark(bookmark: Bookmark) -> dict[str, Any]:
    return {
        "title": bookmark.shown_title,
        "address": bookmark.link.url,
        "text": bookmark.note[:NOTE_MAX],
        "tag_names": bookmark.tag_names,
        "page_title": bookmark.link.title,
        "page_text": bookmark.link.excerpt,
    }
