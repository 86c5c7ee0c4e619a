"""Notices as they are read, in the app and by mail: what is alike stands together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from bookmarks.models import Bookmark, Collection, Invitation, Notice
from bookmarks.moderation import may_appeal

NAMED = 3
"""People who are named; the others are counted."""


@dataclass(slots=True)
class Told:
    """One or more notices of one kind about one thing; `at` is when the newest of them came.

    `thing` is None where there is none, or the reader may not open it any more.
    """

    pk: int
    kind: str
    at: datetime
    is_new: bool
    text: str = ""
    thing: Bookmark | Collection | Invitation | None = None
    actors: list[User] = field(default_factory=list)
    appeal: int | None = None
    """The entry of the log against which the reader may still appeal."""

    @property
    def named(self) -> Sequence[User]:
        return self.actors[:NAMED]

    @property
    def others(self) -> int:
        return len(self.actors) - len(self.named)


def told(notices: Iterable[Notice], reader: User) -> list[Told]:
    """In their order; three queries, however many."""
    found = list(notices)
    bookmarks, collections = _things_of(found, reader)
    invitations = _invitations_of(found, reader)
    groups: dict[tuple[object, ...], Told] = {}
    for notice in found:
        bookmark_id, collection_id = _subject(notice)
        thing: Bookmark | Collection | Invitation | None
        thing = bookmarks.get(bookmark_id or 0) or collections.get(collection_id or 0)
        if notice.kind == Notice.Kind.INVITATION:
            thing = invitations.get(collection_id or 0)
        key = (notice.kind, bookmark_id, collection_id) if notice.actor else (notice.pk,)
        is_new = notice.read_at is None
        group = groups.setdefault(
            (*key, is_new),
            Told(notice.pk, notice.kind, notice.created_at, is_new, notice.text, thing),
        )
        if notice.entry and may_appeal(notice.entry, reader, timezone.now()):
            group.appeal = notice.entry.pk
        if notice.actor and notice.actor not in group.actors:
            group.actors.append(notice.actor)
    return list(groups.values())


def _things_of(
    notices: Sequence[Notice], reader: User
) -> tuple[dict[int, Bookmark], dict[int, Collection]]:
    subjects = [_subject(notice) for notice in notices]
    seen = Bookmark.objects.visible_to(reader).select_related("link")
    open_to_them = Collection.objects.visible_to(reader).select_related("owner")
    return (
        seen.in_bulk({bookmark for bookmark, _collection in subjects} - {None}),
        open_to_them.in_bulk({collection for _bookmark, collection in subjects} - {None}),
    )


def _invitations_of(notices: Sequence[Notice], reader: User) -> dict[int, Invitation]:
    """By the id of the collection: those that still wait for an answer."""
    to = [n.collection_id for n in notices if n.kind == Notice.Kind.INVITATION]
    if not to:
        return {}
    waiting = Invitation.objects.open(timezone.now()).filter(person=reader, collection__in=to)
    return {each.collection_id: each for each in waiting.select_related("collection")}


def _subject(notice: Notice) -> tuple[int | None, int | None]:
    """The ids of the bookmark and the collection that it is about."""
    about = notice.entry or notice
    return about.bookmark_id, about.collection_id
