"""What the page of a case shows."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks import moderation
from bookmarks.admin.cases import entry_case_url, url_of
from bookmarks.models import Bookmark, Case, Collection, ModerationEntry, Report, Tag
from bookmarks.models.case import author_of, kind_of
from bookmarks.models.moderation import Target
from bookmarks.moderation.cases import site_of
from bookmarks.moderation.dossier import dossier_of, earlier_on, records_of
from bookmarks.moderation.effects import EFFECTS
from bookmarks.moderation.snapshots import snapshot_of
from linkshare.kit.paging import Cursor

SHOWN = 50
RECORD = 100
"""Of what a person shows, on the page of their own case, which is leafed through to the end."""


def context_of(target: Target, by: User, cursor: Cursor | None = None) -> dict[str, Any]:
    """`cursor`: a place in a person's record. Raise BadCursor."""
    author = author_of(target)
    now = timezone.now()
    case = Case.objects.of(target).select_related("claimed_by").first()
    besides = target if isinstance(target, Bookmark) else None
    most = RECORD if target == author else 10
    reports = _reports(target)
    is_readable = moderation.is_readable(target)
    host = site_of(target)
    return {
        "title": _("Case"),
        "case": case,
        "target": target,
        "kind": kind_of(target),
        "is_readable": is_readable,
        "tag_names": [tag.name for tag in tags_of(target)],
        "snapshots": _snapshots(reports, snapshot_of(target)),
        "author": author,
        "dossier": dossier_of(author, besides, most, cursor) if author else None,
        "reports": reports,
        "host": host,
        "earlier": [(each, url_of(each)) for each in earlier_on(host, case)],
        "entries": [(entry, entry_case_url(entry)) for entry in _history(target, author)],
        "undoable": [name for name, e in EFFECTS.items() if moderation.may(by, e.permission)],
        "seen": case.version if case else 0,
        "collections": _collections(target),
        "sees_imports": moderation.may(by, moderation.MODERATE),
        "is_own": author == by,
        "is_claimed": bool(case and case.claimant(now)),
        "is_mine": bool(case and case.claimant(now) == by.pk),
        "buttons": _buttons(target, author, by, is_open=bool(case and case.is_open)),
    }


def tags_of(target: Target) -> QuerySet[Tag]:
    """Of what moderators may read."""
    if not (isinstance(target, Bookmark) and moderation.is_readable(target)):
        return Tag.objects.none()
    return Tag.objects.filter(taggings__content_object=target).order_by("slug")


def _reports(target: Target) -> list[Report]:
    """Each with `record`: how many of its reporter's reports were acted on, and dismissed."""
    about = Report.objects.about(target).select_related("reporter", "entry", "case")
    reports = list(about.order_by("-created_at", "-pk")[:SHOWN])
    records = records_of(report.reporter_id for report in reports if report.reporter_id)
    for report in reports:
        report.record = records.get(report.reporter_id or 0, (0, 0))  # type: ignore[attr-defined]  # for the page
    return reports


def _snapshots(reports: list[Report], now: dict[str, Any]) -> list[Report]:
    """As it was reported, where it is not what it is now."""
    return [report for report in reports if report.snapshot and report.snapshot != now]


def _buttons(target: Target, author: User | None, by: User, *, is_open: bool) -> list[str]:
    """Which acts make sense now. What they may do, the acts themselves decide."""
    if author == by:
        return []
    kind, standing = kind_of(target), _standing(target, author)
    is_staff = author is not None and (author.is_staff or author.is_superuser)
    return [
        action
        for action, effect in EFFECTS.items()
        if kind in effect.kinds
        and moderation.may(by, effect.permission)
        and (is_open or (action != "dismiss" and (action, effect.on_author) not in standing))
        and not (effect.on_author and is_staff and not by.is_superuser)
    ]


def _standing(target: Target, author: User | None) -> set[tuple[str, bool]]:
    """What need not be done again, on the thing itself or on its author."""
    at = timezone.now()
    entries = ModerationEntry.objects.standing(at).about(target)
    found = {(action, False) for action in entries.values_list("action", flat=True)}
    if author:
        about = ModerationEntry.objects.standing(at).about(author)
        found |= {(action, True) for action in about.values_list("action", flat=True)}
    return found - {("warn", False), ("untag", False), ("suspend", True)}


def _history(target: Target, author: User | None) -> QuerySet[ModerationEntry]:
    about = ModerationEntry.objects.about(target)
    entries = ModerationEntry.objects.filter(person=author) if author else about
    shown = entries.select_related("moderator", "undone_by", "undoes", "tag")
    return shown.order_by("-pk")[:SHOWN]


def _collections(target: Target) -> list[Collection]:
    """The readable ones that it is in."""
    if not isinstance(target, Bookmark):
        return []
    return list(moderation.readable_collections().filter(items__bookmark=target)[:SHOWN])
