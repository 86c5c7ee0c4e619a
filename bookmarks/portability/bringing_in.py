"""The saving of what a file holds, batch by batch, and the way back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models.user import Audience
from bookmarks.collecting import free_slug, keep_collection
from bookmarks.mass_saving import Dated, Kept, Place, place_many, save_many
from bookmarks.models import (
    Bookmark,
    Collection,
    CollectionItem,
    Import,
    ImportedBookmark,
    ImportedCollection,
)
from bookmarks.portability.checking import fill, spool_of
from bookmarks.portability.formats.netscape_reading import Found
from bookmarks.saving import Draft
from linkshare.kit.mass_insert import insert_rows

BATCH = 500
State = Import.State


def bring_in(source: Import, at: datetime) -> bool:
    """Save the next batch; False when there is none left, or another worker was faster."""
    part = fill(source).part(source.position, BATCH)
    if not part:
        _finish(source)
        return False
    try:
        with transaction.atomic():
            _advance(source, len(part), at, saved=_save(source, part, at))
    except TooLate:
        return False
    return True


def undo(source: Import, at: datetime) -> bool:
    """Take back the next batch; False when all is as it was, but for what was changed since."""
    part = list(source.imported.order_by("-pk")[:BATCH])
    if not part:
        return _finish_undoing(source)
    try:
        with transaction.atomic():
            _advance(source, len(part), at, saved=-_take_back(source, part))
    except TooLate:
        return False
    return True


def _take_back(source: Import, part: Sequence[ImportedBookmark]) -> int:
    items = [each.item_id for each in part if each.item_id]
    CollectionItem.objects.filter(pk__in=items).delete()
    new = [each.bookmark_id for each in part if each.is_new]
    own = Bookmark.objects.editable_by(source.person).filter(pk__in=new)
    _gone, by_model = own.filter(changed_at__lte=source.requested_at).delete()
    ImportedBookmark.objects.filter(pk__in=[each.pk for each in part]).delete()
    return by_model.get("bookmarks.Bookmark", 0)


class TooLate(Exception):
    """Another worker has done this batch: what this one wrote is rolled back."""


def _advance(source: Import, count: int, at: datetime, *, saved: int) -> None:
    there = Import.objects.filter(pk=source.pk, state=source.state, position=source.position)
    position, total = source.position + count, source.saved + saved
    if not there.update(position=position, saved=total, worked_at=at):
        raise TooLate
    source.position, source.saved = position, total


def _finish(source: Import) -> None:
    running = Import.objects.filter(pk=source.pk, state=State.RUNNING)
    running.update(state=State.DONE)
    spool_of(source).remove()


def _save(source: Import, part: Sequence[Found], at: datetime) -> int:
    # An address may stand in several folders: what the file says of it first is what counts.
    by_url = {found.url: found for found in part}
    saved = save_many(source.person, [_dated(source, found) for found in by_url.values()], at)
    homes = _Homes(source, at)
    places = [
        Place(home.pk, saved[found.url].bookmark_id, saved[found.url].saved_at)
        for found in part
        if (home := homes.of(found.folders))
    ]
    _remember(source, saved.values(), place_many(places, at))
    return sum(kept.is_new for kept in saved.values())


def _remember(source: Import, saved: Iterable[Kept], items: Mapping[tuple[int, int], int]) -> None:
    """A row for each place that was made, and for each new bookmark that got none."""
    news = {kept.bookmark_id for kept in saved if kept.is_new}
    rows: list[tuple[int, int, bool, int | None]] = []
    for (_collection, bookmark), item in items.items():
        rows.append((source.pk, bookmark, bookmark in news, item))
        news.discard(bookmark)
    rows += [(source.pk, bookmark, True, None) for bookmark in sorted(news)]
    insert_rows(ImportedBookmark, ("source_id", "bookmark_id", "is_new", "item_id"), rows)


def _dated(source: Import, found: Found) -> Dated:
    assert found.saved_at is not None
    assert found.changed_at is not None
    draft = Draft(
        url=found.url,
        audience=_audience(source, found),
        title=found.title,
        note=found.note,
        tags=(*found.tags, *source.tags),
        is_favorite=found.is_favorite,
        is_to_read=found.is_to_read,
    )
    return Dated(draft, saved_at=found.saved_at, changed_at=found.changed_at)


def _audience(source: Import, found: Found) -> str:
    if source.audience != "file":
        return source.audience
    if found.audience in Audience.values:
        return found.audience
    return Audience.PRIVATE if found.is_private else Audience.PUBLIC


class _Homes:
    """The collection of each entry: that of its folder, inside the one that was chosen."""

    def __init__(self, source: Import, at: datetime) -> None:
        self._source = source
        self._at = at
        # Who shared the chosen one may have taken it back since.
        theirs = Collection.objects.editable_by(source.person)
        self._chosen = theirs.filter(pk=source.collection_id or 0).first()
        self._known: dict[tuple[str, ...], Collection | None] = {(): self._chosen}

    def of(self, folders: tuple[str, ...]) -> Collection | None:
        if not self._source.makes_collections:
            return self._chosen
        if folders not in self._known:
            self._known[folders] = self._child(self.of(folders[:-1]), folders[-1])
        return self._known[folders]

    def _child(self, parent: Collection | None, name: str) -> Collection:
        """A collection of this name in this place, made where there is none."""
        owner, title = self._source.person, name[:120]
        own = Collection.objects.managed_by(owner).filter(parent=parent, title=title)
        return own.order_by("pk").first() or self._make(parent, title)

    def _make(self, parent: Collection | None, title: str) -> Collection:
        owner = self._source.person
        audience = parent.audience if parent else Collection.Audience.PRIVATE
        made = Collection(
            owner=owner, parent=parent, title=title, audience=audience, slug=free_slug(owner, title)
        )
        keep_collection(made, self._at)
        ImportedCollection.objects.create(source=self._source, collection=made)
        return made


def _finish_undoing(source: Import) -> bool:
    """Collections that the import made go where nothing lies in them, the innermost first."""
    made = source.made.select_related("collection").order_by("-pk")
    for each in made:
        if not each.collection.items.exists() and not each.collection.children.exists():
            each.collection.delete()
    undoing = Import.objects.filter(pk=source.pk, state=State.UNDOING)
    undoing.update(state=State.UNDONE)
    return False
