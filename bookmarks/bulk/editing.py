"""One bookmark changed by a form, and back: noted and undone as the changes of many are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from bookmarks.bulk.holding import hold
from bookmarks.bulk.outcomes import Done, Undone
from bookmarks.bulk.placing import ITEM, insert_items, written
from bookmarks.models import Bookmark, BulkChange, BulkPart, Collection, ModerationEntry
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.saving import AlreadySaved, Draft, edit_bookmark, hold_homes, reword
from bookmarks.tag_names import folded

_FIELDS = ("title", "note", "audience", "is_favorite", "is_to_read")


def edit_undoably(bookmark: Bookmark, draft: Draft, at: datetime, by: User) -> str:
    """`saving.edit_bookmark`; the key by which it is undone, empty where it changed nothing."""
    with transaction.atomic():
        hold_homes(bookmark, draft.collections)
        return _noted(bookmark, lambda: edit_bookmark(bookmark, draft, at, by), at)


def reword_undoably(bookmark: Bookmark, words: dict[str, Any], seen: datetime, at: datetime) -> str:
    """`saving.reword`; the key by which it is undone, empty where it changed nothing."""
    return _noted(bookmark, lambda: reword(bookmark, words, seen, at), at)


@transaction.atomic
def _noted(bookmark: Bookmark, edit: Callable[[], Bookmark], at: datetime) -> str:
    hold(Bookmark.objects.all(), [bookmark.pk])
    was = _state(bookmark.pk)
    edit()
    before = _difference(was, _state(bookmark.pk))
    if not before:
        return ""
    change = BulkChange.objects.create(
        person_id=bookmark.owner_id,
        action=BulkChange.Action.EDIT,
        state=BulkChange.State.DONE,
        requested_at=at,
        begun_at=at,
        origin=bookmark.get_absolute_url(),
        about=bookmark.shown_title[:500],
        found=1,
        changed=1,
    )
    before |= {"id": bookmark.pk, "changed_at": at.isoformat()}
    BulkPart.objects.create(change=change, number=0, ids=[bookmark.pk], before=before)
    return change.key


def _state(pk: int) -> dict[str, Any]:
    bookmark = Bookmark.objects.select_related("link").get(pk=pk)
    items = bookmark.items.order_by("pk").values_list(*ITEM)
    return {
        "fields": {
            **{name: getattr(bookmark, name) for name in _FIELDS},
            "url": bookmark.link.url,
            "via": bookmark.via_id,
            "is_trashed": bookmark.trashed_at is not None,
        },
        "tags": list(bookmark.taggings.order_by("pk").values_list("tag__name", flat=True)),
        "items": [list(written(item)) for item in items],
    }


def _difference(was: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """Of the fields that differ (old, new) pairs; of the rest what went and what came."""
    old, new = was["fields"], now["fields"]
    parts = {
        "fields": {name: (old[name], new[name]) for name in old if old[name] != new[name]},
        "tags": (_without(was["tags"], now["tags"]), _without(now["tags"], was["tags"])),
        "items": (_without(was["items"], now["items"]), _without(now["items"], was["items"])),
    }
    is_other = parts["fields"] or any(parts["tags"]) or any(parts["items"])
    return parts if is_other else {}


def _without(these: list[Any], those: list[Any]) -> list[Any]:
    return [each for each in these if each not in those]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a form did to one bookmark. `before`: see `_difference`."""

    own: BookmarkQuerySet
    person: User

    @classmethod
    def of(cls, change: BulkChange) -> "Edit":
        return cls(Bookmark.objects.editable_by(change.person), change.person)

    def same(self) -> Q:
        return Q(pk__in=[])

    def do(self, ids: Sequence[int], at: datetime) -> Done:
        raise NotImplementedError("Its form has done it.")

    def undo(self, before: Any, at: datetime) -> Undone:
        """Nothing where the bookmark was edited since, or lies in the trash."""
        found = self.own.filter(pk=before["id"]).select_related("link", "owner")
        bookmark = found.first()
        if bookmark is None:
            return Undone(0)
        gone, _came = before["items"]
        hold_homes(bookmark, [Collection(pk=item[1]) for item in gone])
        hold(self.own, [bookmark.pk])
        bookmark = found.get()
        if bookmark.trashed_at or bookmark.changed_at.isoformat() != before["changed_at"]:
            return Undone(0, left=1)
        try:
            with transaction.atomic():
                self._put_back(bookmark, before, at)
        except (AlreadySaved, IntegrityError):  # the old address was saved anew meanwhile
            return Undone(0, left=1)
        return Undone(1)

    def _put_back(self, bookmark: Bookmark, before: Any, at: datetime) -> None:
        gone, came = before["items"]
        homes = Collection.objects.editable_by(self.person)
        there = set(homes.filter(pk__in=[item[1] for item in gone]).values_list("pk", flat=True))
        back = [item for item in gone if item[1] in there]
        insert_items(back, {bookmark.pk: bookmark.saved_at})
        kept = bookmark.collections.exclude(items__in=[item[0] for item in came])
        fields = _old(_state(bookmark.pk)["fields"], before["fields"])
        via, is_trashed = fields.pop("via"), fields.pop("is_trashed")
        tags = _tags(bookmark, *before["tags"])
        edit_bookmark(
            bookmark, Draft(tags=tags, collections=tuple(kept), **fields), at, self.person
        )
        if is_trashed:
            bookmark.trash(at)
        if "via" in before["fields"] and Bookmark.objects.filter(pk=via).exists():
            bookmark.via_id = via
            bookmark.save(update_fields=["via"])


def _old(now: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """What the edit made of a field gives way to what was; what others made of it since stays."""
    ours = {name: old for name, (old, new) in changed.items() if now[name] == new}
    return now | ours


def _tags(bookmark: Bookmark, gone: list[str], came: list[str]) -> tuple[str, ...]:
    """What moderators took meanwhile stays away."""
    taken = ModerationEntry.objects.tags_taken(bookmark)
    gone = [name for name in gone if name not in taken]
    added = {folded(name) for name in came}
    now = bookmark.taggings.values_list("tag__name", flat=True)
    return (*(name for name in now if folded(name) not in added), *gone)
