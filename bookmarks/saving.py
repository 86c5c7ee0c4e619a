"""Saving, changing and placing bookmarks: each verb is one transaction and survives repetition."""

from collections.abc import Collection as Group
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.addresses import canonical
from bookmarks.fetching import images
from bookmarks.fetching.refresh import request_fetch
from bookmarks.models import (
    Bookmark,
    Collection,
    CollectionEvent,
    CollectionItem,
    CollectionMember,
    Hold,
    Link,
    ModerationEntry,
    Notice,
    Tag,
    TagAlias,
    Tagging,
)
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.screening import Said, hold_back, judge
from bookmarks.search.indexing import index_bookmarks
from bookmarks.telling import tell
from linkshare.kit.look_up import LookUp
from linkshare.kit.prepared import prepared


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person says of a link. `url` is canonical (see `bookmarks.addresses`)."""

    url: str
    audience: str
    title: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    is_favorite: bool = False
    is_to_read: bool = False
    collections: tuple[Collection, ...] = ()
    via: Bookmark | None = None
    """Whose they save it from; only of a new bookmark."""


@dataclass(frozen=True, slots=True)
class Saved:
    bookmark: Bookmark
    is_new: bool


class AlreadySaved(ValueError):
    """The person has another bookmark of this address."""


class ChangedMeanwhile(ValueError):
    """It says something else than what the person had before them when they began."""


_own = LookUp(Bookmark, "owner", "link")


@prepared()
@transaction.atomic
def save_bookmark(owner: User, draft: Draft, at: datetime) -> Saved:
    """Save a link for a person; what they already have of it is left as it is.

    However many do this at once, there is one link, one bookmark a person, and one fetch.
    """
    link = Link.for_address(draft.url, at)
    verdict = judge(owner, said_in(draft), at)
    said = Bookmark(
        owner=owner,
        link=link,
        via=draft.via,
        title=draft.title,
        note=draft.note,
        audience=draft.audience,
        is_blocked=verdict.is_blocked,
        is_held=bool(verdict.cause),
        is_favorite=draft.is_favorite,
        is_to_read=draft.is_to_read,
        saved_at=at,
        changed_at=at,
    )
    bookmark, is_new = _own.or_insert(owner.pk, link.pk, new=said)
    if is_new:
        _add_tags(bookmark, TagAlias.objects.tags(owner, draft.tags))
        place(bookmark, draft.collections, at)
        hold_back(owner, {bookmark.pk: verdict}, at)
        _see_to(link, at)
        index_bookmarks([bookmark.pk])
        _tell_of(bookmark, at)
    return Saved(bookmark, is_new)


def said_in(draft: Draft) -> Said:
    words = "\n".join((draft.title, draft.note, *draft.tags))
    return Said(draft.url, draft.audience, words)


def _tell_of(bookmark: Bookmark, at: datetime) -> None:
    """Whom it was saved from; of what is not for everyone, nobody hears."""
    is_withheld = bookmark.is_held or bookmark.is_blocked
    if bookmark.via and bookmark.audience == Audience.PUBLIC and not is_withheld:
        source = bookmark.via
        tell(source.owner, Notice.Kind.SAVED, actor=bookmark.owner, bookmark=source, at=at)


_SAID = ("title", "note", "audience", "is_favorite", "is_to_read")


@transaction.atomic
def edit_bookmark(bookmark: Bookmark, draft: Draft, at: datetime, by: User) -> Bookmark:
    """Make the bookmark say what the draft says; take it out of the trash if it lay there.

    Of the collections, only those that `by` may edit are touched. Raise AlreadySaved where
    the draft's address is that of another bookmark of the same person, and TagsTaken.
    """
    hold_homes(bookmark, draft.collections)
    _screen(bookmark, draft, at)
    if draft.url != bookmark.link.url:
        _point_to(bookmark, draft.url, at)
        bookmark.via = None
    for name in _SAID:
        setattr(bookmark, name, getattr(draft, name))
    bookmark.changed_at = at
    bookmark.trashed_at = None
    screened = ("link", "via", "is_blocked", "is_held", "changed_at", "trashed_at")
    bookmark.save(update_fields=[*_SAID, *screened])
    set_tags(bookmark, draft.tags)
    chosen = {collection.pk for collection in draft.collections}
    editable = Collection.objects.editable_by(by).exclude(pk__in=chosen)
    bookmark.items.filter(collection__in=editable).delete()
    place(bookmark, draft.collections, at)
    index_bookmarks([bookmark.pk])
    return bookmark


@transaction.atomic
def reword(bookmark: Bookmark, words: dict[str, Any], seen: datetime, at: datetime) -> Bookmark:
    """Change title, note and tags, and nothing else.

    Raise ChangedMeanwhile where it was changed after it was `seen` to be changed last; TagsTaken.
    """
    found = Bookmark.objects.select_related("owner", "link")
    held = found.select_for_update(no_key=True, of=("self",)).get(pk=bookmark.pk)
    if held.changed_at != seen:
        raise ChangedMeanwhile
    title, note, tags = words["title"], words["note"], words["tags"]
    _screen(held, Draft(held.link.url, held.audience, title, note, tags), at)
    held.title, held.note, held.changed_at = title, note, at
    held.save(update_fields=["title", "note", "is_blocked", "is_held", "changed_at"])
    set_tags(held, tags)
    index_bookmarks([held.pk])
    return held


def _screen(bookmark: Bookmark, draft: Draft, at: datetime) -> None:
    """What is shown already is not asked about trust again; what waits goes on to wait."""
    was_public = bookmark.audience != Audience.PRIVATE and draft.url == bookmark.link.url
    verdict = judge(bookmark.owner, said_in(draft), at, was_public=was_public)
    bookmark.is_blocked = verdict.is_blocked
    if verdict.cause and not bookmark.is_held and not _is_approved(bookmark, draft):
        bookmark.is_held = True
        hold_back(bookmark.owner, {bookmark.pk: verdict}, at)


def _is_approved(bookmark: Bookmark, draft: Draft) -> bool:
    """Whether a moderator has looked at just these words."""
    own = (bookmark.link.url, bookmark.title, bookmark.note)
    is_same = own == (draft.url, draft.title, draft.note)
    approved = Hold.objects.filter(bookmark=bookmark, state=Hold.State.APPROVED)
    return is_same and approved.exists()


def hold_homes(bookmark: Bookmark, collections: Iterable[Collection]) -> None:
    """Collections are locked before bookmarks, by everybody: or two edits would cross."""
    left = bookmark.items.values_list("collection_id", flat=True)
    Collection.objects.hold([*collections, *(Collection(pk=pk) for pk in left)])


@transaction.atomic
def add_tags(bookmark: Bookmark, names: Iterable[str], at: datetime) -> None:
    """Raise TagsTaken."""
    bookmark.changed_at = at
    bookmark.save(update_fields=["changed_at"])
    _add_tags(bookmark, _meant(bookmark, names))
    index_bookmarks([bookmark.pk])


@transaction.atomic
def mark(bookmark: Bookmark, **marks: bool) -> None:
    """`is_favorite` or `is_to_read`."""
    for name, is_on in marks.items():
        setattr(bookmark, name, is_on)
    bookmark.save(update_fields=[*marks])
    index_bookmarks([bookmark.pk])


@transaction.atomic
def follow_move(bookmark: Bookmark, at: datetime) -> None:
    """Let the bookmark stand for the address to which its page has moved.

    It is this person's decision about this bookmark; the old link stays, and all others at it.
    Raise AlreadySaved where they have the new address as well, AddressError where it is none.
    """
    url = canonical(bookmark.link.moved_to)
    _screen(bookmark, Draft(url, bookmark.audience, bookmark.title, bookmark.note), at)
    _point_to(bookmark, url, at)
    bookmark.changed_at = at
    bookmark.save(update_fields=["link", "is_blocked", "is_held", "changed_at"])
    index_bookmarks([bookmark.pk])


def _point_to(bookmark: Bookmark, url: str, at: datetime) -> None:
    link = Link.for_address(url, at)
    others = Bookmark.objects.filter(owner_id=bookmark.owner_id, link=link)
    if others.exclude(pk=bookmark.pk).exists():
        raise AlreadySaved
    bookmark.link = link
    _see_to(link, at)


def _see_to(link: Link, at: datetime) -> None:
    """Have it read if it never was; its pictures went when the last person deleted it."""
    if link.fetched_at is None and link.is_waiting:
        request_fetch(link, at)
    elif link.lacks_a_picture:
        images.want([link.pk], at, is_awaited=True)


def set_tags(bookmark: Bookmark, names: Iterable[str]) -> None:
    """Give the bookmark these tags and no others. Raise TagsTaken."""
    tags = _meant(bookmark, names)
    bookmark.taggings.exclude(tag__in=tags).delete()
    _add_tags(bookmark, tags)


def _meant(bookmark: Bookmark, names: Iterable[str]) -> list[Tag]:
    tags = TagAlias.objects.tags(bookmark.owner, names)
    ModerationEntry.objects.refuse_taken(bookmark, tags)
    return tags


def _add_tags(bookmark: Bookmark, tags: Iterable[Tag]) -> None:
    new = [Tagging(tag=tag, content_object=bookmark) for tag in tags]
    Tagging.objects.bulk_create(new, ignore_conflicts=True)


@transaction.atomic(savepoint=False)
def place(bookmark: Bookmark, collections: Group[Collection], at: datetime) -> None:
    """Put the bookmark on top of each collection in which it is not yet.

    Collections to which its owner may not add, or not any more, are left out.
    """
    if not collections:
        return
    held = Collection.objects.hold(collections)
    items = [
        CollectionItem(
            collection=collection,
            bookmark=bookmark,
            position=CollectionItem.top_of(collection.pk),
            saved_at=bookmark.saved_at,
            added_at=at,
        )
        for collection in Collection.objects.editable_by(bookmark.owner).filter(pk__in=held)
    ]
    _record(bookmark, items, at)
    CollectionItem.objects.bulk_create(items, ignore_conflicts=True)


def _record(bookmark: Bookmark, items: Sequence[CollectionItem], at: datetime) -> None:
    """For those with whom the collections are shared."""
    added_to = {item.collection_id for item in items}
    shared = CollectionMember.objects.filter(collection__in=added_to)
    ids = set(shared.values_list("collection_id", flat=True))
    known = bookmark.items.filter(collection__in=ids).values_list("collection_id", flat=True)
    CollectionEvent.objects.bulk_create(
        CollectionEvent(
            collection_id=pk, person=bookmark.owner, bookmark=bookmark, kind="added", at=at
        )
        for pk in (ids.difference(known) if ids else ())
    )


@transaction.atomic
def delete_for_good(bookmarks: BookmarkQuerySet) -> int:
    """Delete what lies in the trash of this queryset. Return how many there were."""
    # First the lock of the bookmarks, as who edits one takes it: or the two would cross.
    list(bookmarks.trashed().order_by("pk").select_for_update().values_list("pk"))
    _all, by_model = bookmarks.trashed().delete()
    return by_model.get("bookmarks.Bookmark", 0)
