"""What moderators do.

Each act is one transaction: its effect, an entry in the log (which is the strike), an answer to
every open report on the thing, and a notice to its author and to those who reported it. All acts
on one author's things wait for each other at the author's row, and those on what has no author at
the case's, so two moderators never decide the same thing.

Callers check the permission to open their page; the acts check it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.models import Bookmark, Case, Collection, ModerationEntry, Tag
from bookmarks.models.case import author_of, keys_of, kind_of
from bookmarks.models.moderation import Site, Target
from bookmarks.moderation.cases import answer, case_of, newest_entry, reopen
from bookmarks.moderation.effects import EFFECTS, Effect, effect_of
from bookmarks.moderation.errors import AlreadyDecided, Claimed, NotAllowed
from bookmarks.moderation.reading import is_readable
from bookmarks.moderation.rights import refuse_others, refuse_staff
from bookmarks.moderation.texts import author_is_told, reporters_are_told
from bookmarks.telling import tell_decision

SUBJECT_MAX = 300
Action = ModerationEntry.Action


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done, by whom and why. `until`: of a suspension. `tag`: which to take away."""

    action: str
    by: User
    reason: str
    at: datetime
    until: datetime | None = None
    tag: Tag | None = None


@transaction.atomic
def act(target: Target, order: Order, *, seen: int | None = None) -> ModerationEntry:
    """Decide a case. `target` is what the case is about, whomever the act is about.

    `seen` is the version of the case that the moderator read. Raise NotAllowed, AlreadyDecided
    or Claimed.
    """
    effect = effect_of(order.action, target)
    author = _hold(target, order.by, effect.permission)
    case = case_of(target, order.at)
    _refuse_stale(case, target, order, seen)
    _refuse_unfit(order, effect, target, author)
    about = author if effect.on_author and author else target
    _refuse_repeated(case, about, order, effect)
    entry = _record(order, case, about, author)
    effect.settle(about, entry, order.at)
    reporters = answer(case, entry, author, effect)
    _tell(entry, reporters, author_is_told(entry, _name(about)))
    return entry


def dismiss(target: Target, *, seen: int | None = None, **said: Any) -> ModerationEntry:
    """Leave the thing as it is."""
    return act(target, Order(Action.DISMISS, **said), seen=seen)


def hide(target: Bookmark | Collection, *, seen: int | None = None, **said: Any) -> ModerationEntry:
    """Let only its owner see it."""
    return act(target, Order(Action.HIDE, **said), seen=seen)


def suspend(target: Target, *, seen: int | None = None, **said: Any) -> ModerationEntry:
    """Let nothing of the author's be public. They may log in and keep their library."""
    return act(target, Order(Action.SUSPEND, **said), seen=seen)


@transaction.atomic
def undo(entry: ModerationEntry, *, by: User, reason: str, at: datetime) -> ModerationEntry:
    """Take one act back, once. The reports that it answered are open again.

    What another act still keeps hidden or suspended stays so.
    """
    if entry.action not in EFFECTS:
        raise NotAllowed(_("An undo cannot be undone."))
    effect = EFFECTS[entry.action]
    author = _hold_author(entry, by, effect)
    if earlier := ModerationEntry.objects.filter(undoes=entry).first():
        raise AlreadyDecided(earlier)
    undoing = _record_undo(entry, by=by, reason=reason, at=at)
    target = _target(entry, author)
    if target is not None:
        effect.settle(target, entry, at)
    reporters = reopen(entry, author if effect.on_author else None, at)
    own_words = _name(target) if target is not None else entry.subject
    _tell(undoing, reporters, author_is_told(undoing, own_words))
    return undoing


def _hold(target: Target, by: User, permission: str) -> User | None:
    """The author, locked until the act is done."""
    refuse_others(by, permission)
    author = author_of(target)
    return lock_author(author.pk, by) if author else None


def _hold_author(entry: ModerationEntry, by: User, effect: Effect) -> User | None:
    refuse_others(by, effect.permission)
    if entry.person_id is None:
        return None
    author = lock_author(entry.person_id, by)
    if effect.on_author:
        refuse_staff(author, by)
    return author


def lock_author(person_id: int, by: User) -> User:
    """Of what is to be done to theirs. Raise NotAllowed."""
    if person_id == by.pk:
        raise NotAllowed(_("This is about yourself: another moderator decides it."))
    author = User.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if author is None:
        raise NotAllowed(_("The person this was about is no longer here."))
    return author


def _refuse_stale(case: Case, target: Target, order: Order, seen: int | None) -> None:
    if seen is not None and seen != case.version:
        raise AlreadyDecided(newest_entry(target))
    if case.claimant(order.at) not in {None, order.by.pk}:
        raise Claimed(case.claimed_by)


def _refuse_unfit(order: Order, effect: Effect, target: Target, author: User | None) -> None:
    if effect.on_author and author:
        refuse_staff(author, order.by)
    if order.until and (order.action != Action.SUSPEND or order.until <= order.at):
        raise NotAllowed(_("A suspension ends in the future, and nothing else does."))
    if (order.tag is None) is (order.action == Action.UNTAG):
        raise NotAllowed(_("Which tag?"))
    if order.tag and isinstance(target, Bookmark) and not _has(target, order.tag):
        raise NotAllowed(_("It does not have this tag any more."))


def _has(bookmark: Bookmark, tag: Tag) -> bool:
    return bookmark.taggings.filter(tag=tag).exists()


def _refuse_repeated(case: Case, about: Target, order: Order, effect: Effect) -> None:
    """What stands already is said again only where somebody asked again."""
    others = Case.objects.open().filter(author=case.author_id)
    if case.is_open or (effect.answers_all and others.exists()):
        return
    same = ModerationEntry.objects.standing(order.at).about(about).filter(action=order.action)
    stands = same.filter(tag=order.tag, until=order.until).exists()
    if order.action == Action.DISMISS or (stands and order.action != Action.WARN):
        raise AlreadyDecided(newest_entry(about))


def _record(order: Order, case: Case, about: Target, author: User | None) -> ModerationEntry:
    keys = keys_of(about) if not isinstance(about, User) else {"kind": "person"}
    del keys["kind"]
    return ModerationEntry.objects.create(
        action=order.action,
        moderator=order.by,
        person=author,
        case=case,
        **{**keys, **({"tag": order.tag} if order.tag else {})},
        until=order.until,
        subject=_subject(about),
        reason=order.reason,
        created_at=order.at,
    )


def _record_undo(entry: ModerationEntry, *, by: User, reason: str, at: datetime) -> ModerationEntry:
    return ModerationEntry.objects.create(
        action=Action.UNDO,
        undoes=entry,
        moderator=by,
        person_id=entry.person_id,
        bookmark_id=entry.bookmark_id,
        collection_id=entry.collection_id,
        tag_id=entry.tag_id,
        host=entry.host,
        case_id=entry.case_id,
        subject=entry.subject,
        reason=reason,
        created_at=at,
    )


def _target(entry: ModerationEntry, author: User | None) -> Target | None:
    """What it was about; None if that is gone."""
    if entry.bookmark_id:
        return Bookmark.objects.select_related("link").filter(pk=entry.bookmark_id).first()
    if entry.collection_id:
        return Collection.objects.filter(pk=entry.collection_id).first()
    if entry.tag_id:
        return Tag.objects.filter(pk=entry.tag_id).first()
    return Site(entry.host) if entry.host else author


def _name(target: Target) -> str:
    """For the author's eyes."""
    name = target.shown_title if isinstance(target, Bookmark) else str(target)
    return Truncator(name).chars(SUBJECT_MAX)


def _subject(target: Target) -> str:
    """For the log and for those who reported it: says nothing of what is not public."""
    if isinstance(target, User):
        return f"@{target.handle}"
    if isinstance(target, Site) or is_readable(target):
        return _name(target)
    return {
        "bookmark": _("a bookmark"),
        "collection": _("a collection"),
        "tag": _("a tag"),
    }[kind_of(target)]


def _tell(entry: ModerationEntry, reporters: Iterable[int], to_the_author: str) -> None:
    texts = reporters_are_told(entry, reporters)
    if entry.person_id is not None:
        texts |= {entry.person_id: to_the_author}
    tell_decision(entry, texts)
