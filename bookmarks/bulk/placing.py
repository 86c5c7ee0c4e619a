"""Many bookmarks into a collection, out of others, and back to the very places they had."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.dateparse import parse_datetime

from bookmarks.bulk.outcomes import Done, Undone
from bookmarks.mass_saving import Place, place_many
from bookmarks.models import Bookmark, BulkChange, Collection, CollectionItem
from bookmarks.models.bookmark import BookmarkQuerySet
from linkshare.kit.mass_insert import insert_rows

Action = BulkChange.Action
EVERYWHERE = None


@dataclass(frozen=True, slots=True)
class Places:
    """Put on top of `target`, take out of `sources` (None: of all that the person may change).

    `before`: `made`, (item, bookmark) pairs; `taken`, whole items.
    """

    own: BookmarkQuerySet
    every: BookmarkQuerySet
    editable: Any
    target: int | None
    sources: list[int] | None

    @classmethod
    def of(cls, change: BulkChange) -> "Places":
        own = Bookmark.objects.editable_by(change.person)
        return cls(
            own.kept(),
            own,
            Collection.objects.editable_by(change.person),
            target=None if change.action == Action.REMOVE else change.collection_id or 0,
            sources=[] if change.action == Action.ADD else change.sources,
        )

    def same(self) -> Q:
        there = CollectionItem.objects.filter(bookmark=OuterRef("pk"))
        is_placed = Q(Exists(there.filter(collection=self.target))) if self.target else Q()
        return is_placed & ~Q(Exists(self._to_take(there)))

    def do(self, ids: Sequence[int], at: datetime) -> Done:
        items = self._to_take(CollectionItem.objects.filter(bookmark__in=ids))
        if not self._hold(items.values_list("collection_id", flat=True)):
            return Done({"made": [], "taken": []}, 0)
        rows = self.own.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
        saved_at = dict(rows.values_list("pk", "saved_at"))
        taken = list(items.filter(bookmark__in=saved_at).values_list(*ITEM))
        CollectionItem.objects.filter(pk__in=[row[0] for row in taken]).delete()
        made = self._put([pk for pk in ids if pk in saved_at], saved_at, at)
        before = {"made": made, "taken": [written(row) for row in taken]}
        return Done(before, len({pk for _item, pk in made} | {row[2] for row in taken}))

    def undo(self, before: Any, at: datetime) -> Undone:
        ids = {pk for _item, pk in before["made"]} | {row[2] for row in before["taken"]}
        held = self._held({row[1] for row in before["taken"]} | {self.target or 0})
        rows = self.every.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
        saved_at = dict(rows.values_list("pk", "saved_at"))
        moved_on = self._take_back(before["made"], saved_at)
        back = [row for row in before["taken"] if row[1] in held and row[2] not in moved_on]
        back = [row for row in back if row[2] in saved_at]
        added = {row[2] for row in insert_items(back, saved_at)}
        restored = added | {pk for _item, pk in before["made"] if pk in saved_at} - moved_on
        return Undone(len(restored), len(saved_at.keys() - restored))

    def _to_take(self, items: Any) -> Any:
        leaving = items.filter(collection__in=self.editable).exclude(collection=self.target)
        if self.sources is EVERYWHERE:
            return leaving
        return leaving.filter(collection__in=self.sources)

    def _hold(self, homes: Iterable[int]) -> bool:
        """Lock all whose places change. False where the target is not there for them any more."""
        held = self._held({*homes, self.target or 0})
        return self.target is None or self.target in held

    def _held(self, homes: Iterable[int]) -> set[int]:
        """Locked, then looked at: what the person may change may have changed."""
        held = Collection.objects.hold(Collection(pk=home) for home in homes)
        return set(self.editable.filter(pk__in=held).values_list("pk", flat=True))

    def _put(
        self, ids: Iterable[int], saved_at: dict[int, datetime], at: datetime
    ) -> list[tuple[int, int]]:
        if self.target is None:
            return []
        made = place_many((Place(self.target, pk, saved_at[pk]) for pk in ids), at)
        return [(item, pk) for (_target, pk), item in made.items()]

    def _take_back(self, made: Any, saved_at: dict[int, datetime]) -> set[int]:
        """Delete the places that were made; the bookmarks whose place was not that one any more."""
        ours = {item: pk for item, pk in made if pk in saved_at}
        there = CollectionItem.objects.filter(pk__in=ours, collection=self.target)
        found = list(there.values_list("pk", flat=True))
        CollectionItem.objects.filter(pk__in=found).delete()
        return {pk for item, pk in ours.items() if item not in set(found)}


ITEM = ("pk", "collection_id", "bookmark_id", "position", "added_at")


def written(row: Sequence[Any]) -> tuple[Any, ...]:
    """For JSON."""
    return (*row[:-1], row[-1].isoformat())


def insert_items(taken: Iterable[Any], saved_at: dict[int, datetime]) -> list[tuple[Any, ...]]:
    """The same rows again, number and all: another change may know them by it."""
    rows = [
        (item, home, pk, position, saved_at[pk], parse_datetime(added))
        for item, home, pk, position, added in taken
    ]
    columns = ("id", "collection_id", "bookmark_id", "position", "saved_at", "added_at")
    return insert_rows(CollectionItem, columns, rows, returning=columns[:3])
