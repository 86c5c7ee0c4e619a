"""Telling a person what another did that concerns them: in the app, and by mail if they want it."""

from collections.abc import Collection as Of
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Block, User
from bookmarks.models import Bookmark, Collection, MailChoice, Notice
from bookmarks.models.moderation import ModerationEntry

MAIL_AFTER = timedelta(minutes=10)
"""So much later by mail, with all that came meanwhile; what was read by then is not sent."""

Kind = Notice.Kind


def tell(
    recipient: User,
    kind: Kind,
    *,
    actor: User,
    at: datetime,
    collection: Collection | None = None,
    bookmark: Bookmark | None = None,
    again: bool = False,
) -> None:
    """Once, however often it is done, unless it is to be read `again`.

    Nobody is told of themselves, or of whom they blocked.
    """
    if recipient == actor or _is_blocked(recipient, actor):
        return
    what: dict[str, Any] = {"recipient": recipient, "kind": kind, "actor": actor}
    what |= {"collection": collection, "bookmark": bookmark}
    times: dict[str, Any] = {
        "created_at": at,
        "mail_due_at": _mail_due_at([recipient.pk], kind, at)[recipient.pk],
    }
    if again and Notice.objects.filter(**what).update(read_at=None, **times):
        return
    Notice.objects.bulk_create([Notice(**what, **times)], ignore_conflicts=True)


def tell_decision(entry: ModerationEntry, texts: dict[int, str]) -> None:
    """Each person, by id, in the words that are meant for them."""
    due = _mail_due_at(list(texts), Kind.MODERATION, entry.created_at)
    Notice.objects.bulk_create(
        Notice(
            recipient_id=person,
            entry=entry,
            text=text,
            created_at=entry.created_at,
            mail_due_at=due[person],
        )
        for person, text in texts.items()
    )


def take_back(
    kind: Kind, *, actor: User, recipients: Of[int] = (), collection: Collection | None = None
) -> None:
    """What is no longer so, and was not read yet, is not told."""
    unread = Notice.objects.unread().filter(kind=kind, actor=actor, collection=collection)
    (unread.filter(recipient__in=recipients) if recipients else unread).delete()


def _mail_due_at(people: Sequence[int], kind: Kind, at: datetime) -> dict[int, datetime | None]:
    chosen = {each.person_id: each for each in MailChoice.objects.filter(person__in=people)}
    return {
        person: at + MAIL_AFTER if chosen.get(person, _USUAL).wants(kind) else None
        for person in people
    }


_USUAL = MailChoice()


def _is_blocked(recipient: User, actor: User) -> bool:
    return Block.objects.filter(blocker=recipient, blocked=actor).exists()
