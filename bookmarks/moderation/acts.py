"""What moderators do.

Each act is one transaction: its effect, an entry in the log, an answer to every open report on
the thing, and a notice to its author and to those who reported it. All acts on one author's
things wait for each other at the author's row, so two moderators never decide the same thing.

Callers check the permission to open their page; the acts check it again.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.models import Bookmark, Collection, ModerationEntry, Report
from bookmarks.models.moderation import Target
from bookmarks.moderation.errors import AlreadyDecided, NotAllowed
from bookmarks.moderation.reading import is_readable
from bookmarks.moderation.texts import author_is_told, reporter_is_told
from bookmarks.telling import tell_decision

PERMISSION = "bookmarks.moderate"
SUBJECT_MAX = 300
Action = ModerationEntry.Action


@transaction.atomic
def dismiss(
    report: Report, *, by: User, reason: str, at: datetime, seen: int | None = None
) -> ModerationEntry:
    """Leave the thing as it is; answers all open reports on it. `seen`: see `newest_entry_id`."""
    target = report.target
    _hold(target.owner_id, by)
    _refuse_stale(target, seen)
    if not Report.objects.open().filter(pk=report.pk).exists():
        raise AlreadyDecided(_newest_entry(target))
    return _decide(Action.DISMISS, target, by=by, reason=reason, at=at)


@transaction.atomic
def hide(
    target: Bookmark | Collection,
    *,
    by: User,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> ModerationEntry:
    """Let only its owner see it."""
    _hold(target.owner_id, by)
    target.refresh_from_db(fields=["hidden_at"])
    _refuse_stale(target, seen)
    if target.hidden_at and not Report.objects.open().about(target).exists():
        raise AlreadyDecided(_newest_entry(target))
    target.hidden_at = target.hidden_at or at
    target.save(update_fields=["hidden_at"])
    return _decide(Action.HIDE, target, by=by, reason=reason, at=at)


@transaction.atomic
def suspend(
    person: User,
    *,
    by: User,
    reason: str,
    at: datetime,
    case: Target | None = None,
    seen: int | None = None,
) -> ModerationEntry:
    """Let nothing of theirs be public. They may log in and keep their library.

    `case`: that of which `seen` is the version, if it is about a thing of theirs.
    """
    _refuse_staff(_hold(person.pk, by), by)
    person.refresh_from_db(fields=["suspended_at"])
    _refuse_stale(case or person, seen)
    if person.suspended_at and not Report.objects.open().about(person).exists():
        raise AlreadyDecided(_newest_entry(person))
    person.suspend(person.suspended_at or at)
    return _decide(Action.SUSPEND, person, by=by, reason=reason, at=at)


@transaction.atomic
def undo(entry: ModerationEntry, *, by: User, reason: str, at: datetime) -> ModerationEntry:
    """Take one act back, once. The reports that it answered are open again.

    What another act still keeps hidden or suspended stays so.
    """
    author = _hold(entry.person_id, by)
    if entry.action == Action.UNDO:
        raise NotAllowed(_("An undo cannot be undone."))
    if entry.action == Action.SUSPEND:
        _refuse_staff(author, by)
    if earlier := ModerationEntry.objects.filter(undoes=entry).first():
        raise AlreadyDecided(earlier)
    undoing = _record_undo(entry, by=by, reason=reason, at=at)
    _lift(entry, author)
    answered = Report.objects.filter(entry=entry)
    reporters = _reporters(answered)
    answered.update(entry=None)
    _tell(undoing, reporters, author_is_told(undoing, _own_words(entry, author)))
    return undoing


def newest_entry_id(target: Target) -> int:
    """The version of a case. An act that is handed another one raises AlreadyDecided."""
    newest = _newest_entry(target)
    return newest.pk if newest else 0


def _newest_entry(target: Target) -> ModerationEntry | None:
    """About it, or about its author as a person."""
    author = target if isinstance(target, User) else target.owner
    about = ModerationEntry.objects.about(target) | ModerationEntry.objects.about(author)
    return about.select_related("moderator").order_by("-pk").first()


def _hold(person_id: int | None, by: User) -> User:
    """The author, locked until the act is done."""
    if not by.has_perm(PERMISSION) or by.suspended_at:
        raise NotAllowed(_("You may not decide this."))
    if person_id == by.pk:
        raise NotAllowed(_("This is about yourself: another moderator decides it."))
    locked = User.objects.select_for_update(no_key=True)
    author = locked.filter(pk=person_id).first() if person_id else None
    if author is None:
        raise NotAllowed(_("The person this was about is no longer here."))
    return author


def _refuse_staff(person: User, by: User) -> None:
    if (person.is_staff or person.is_superuser) and not by.is_superuser:
        raise NotAllowed(_("Only an administrator may do this to one of the staff."))


def _refuse_stale(target: Target, seen: int | None) -> None:
    if seen is not None and seen != newest_entry_id(target):
        raise AlreadyDecided(_newest_entry(target))


def _decide(
    action: ModerationEntry.Action, target: Target, *, by: User, reason: str, at: datetime
) -> ModerationEntry:
    """The entry, the answers and the notices of an act whose effect is written."""
    author = target if isinstance(target, User) else target.owner
    entry = ModerationEntry.objects.create(
        action=action,
        moderator=by,
        person=author,
        bookmark=target if isinstance(target, Bookmark) else None,
        collection=target if isinstance(target, Collection) else None,
        subject=_subject(target),
        reason=reason,
        created_at=at,
    )
    answered = Report.objects.open().about(target)
    reporters = _reporters(answered)
    answered.update(entry=entry)
    _tell(entry, reporters, author_is_told(entry, _name(target)))
    return entry


def _record_undo(entry: ModerationEntry, *, by: User, reason: str, at: datetime) -> ModerationEntry:
    return ModerationEntry.objects.create(
        action=Action.UNDO,
        undoes=entry,
        moderator=by,
        person_id=entry.person_id,
        bookmark_id=entry.bookmark_id,
        collection_id=entry.collection_id,
        subject=entry.subject,
        reason=reason,
        created_at=at,
    )


def _lift(entry: ModerationEntry, author: User) -> None:
    """The effect of the acts of this kind that still stand: the earliest's, or none."""
    same = ModerationEntry.objects.standing().filter(action=entry.action)
    target = _target(entry, author)
    if target is None or entry.action == Action.DISMISS:
        return
    standing = same.about(target).order_by("created_at", "pk").first()
    since = standing.created_at if standing else None
    field = "suspended_at" if isinstance(target, User) else "hidden_at"
    setattr(target, field, since)
    target.save(update_fields=[field])


def _target(entry: ModerationEntry, author: User) -> Target | None:
    """What it was about; None if that is gone."""
    if entry.bookmark_id:
        return Bookmark.objects.select_related("link").filter(pk=entry.bookmark_id).first()
    if entry.collection_id:
        return Collection.objects.filter(pk=entry.collection_id).first()
    return author


def _own_words(entry: ModerationEntry, author: User) -> str:
    target = _target(entry, author)
    return _name(target) if target else entry.subject


def _name(target: Target) -> str:
    """For the author's eyes."""
    name = target.shown_title if isinstance(target, Bookmark) else str(target)
    return Truncator(name).chars(SUBJECT_MAX)


def _subject(target: Target) -> str:
    """For the log and for those who reported it: says nothing of what is not public."""
    if isinstance(target, User):
        return f"@{target.handle}"
    if is_readable(target):
        return _name(target)
    return _("a bookmark") if isinstance(target, Bookmark) else _("a collection")


def _reporters(reports: QuerySet[Report]) -> list[int]:
    return sorted(set(reports.values_list("reporter_id", flat=True)))


def _tell(entry: ModerationEntry, reporters: Iterable[int], to_the_author: str) -> None:
    assert entry.person_id is not None
    texts = dict.fromkeys(reporters, reporter_is_told(entry)) | {entry.person_id: to_the_author}
    tell_decision(entry, texts)
