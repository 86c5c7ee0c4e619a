"""The saving of what a file holds, batch by batch, and the way back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

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
    Link,
)
from bookmarks.models.collection import DESCRIPTION_MAX, ICON_MAX
from bookmarks.models.work import TooLate
from bookmarks.portability.checking import fill, spool_of
from bookmarks.portability.formats.netscape_reading import Folder, Found
from bookmarks.portability.reading import as_one
from bookmarks.saving import Draft
from bookmarks.search import tree
from bookmarks.search.errors import QueryError
from bookmarks.search.query import parse
from linkshare.kit.mass_insert import insert_rows
from linkshare.kit.statistics import refresh_statistics

BATCH = 1500
"""Entries in one transaction: on SQLite all other writing waits for it, a fifth of a second."""
MANY = 5_000
"""Bookmarks, after which the planner's figures are of another library."""
State = Import.State


def bring_in(source: Import, at: datetime) -> bool:
    """Save the next batch; False when there is none left, or another worker was faster."""
    part = fill(source).part(source.position, BATCH)
    if not part:
        _finish(source, at)
        return False
    try:
        with transaction.atomic():
            source.advance(len(part), at, saved=source.saved + _save(source, part, at))
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
            source.advance(len(part), at, saved=source.saved - _take_back(source, part))
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


def _finish(source: Import, at: datetime) -> None:
    with transaction.atomic():
        homes = _Homes(source, at)
        for folder in fill(source).folders():
            if folder.query:
                homes.make_smart(folder)
            elif folder.is_ours:
                homes.of(folder.path)
    running = Import.objects.filter(pk=source.pk, state=State.RUNNING)
    running.update(state=State.DONE)
    spool_of(source).remove()
    if source.saved >= MANY:
        refresh_statistics()


def _save(source: Import, part: Sequence[Found], at: datetime) -> int:
    # An address may stand in several folders, and in another batch. The first one saves it.
    said = {found.url: [found] for found in part}
    said |= fill(source).repeated(source.position, len(part))
    drafts = [_dated(source, found) for found in _with_own_titles(map(as_one, said.values()))]
    saved = save_many(source.person, drafts, at)
    homes = _Homes(source, at)
    placed = [(found, home) for found in part if (home := homes.of(found.folders))]
    new = homes.made_by_import(home for _found, home in placed)
    places = [
        Place(
            home,
            saved[found.url].bookmark_id,
            saved[found.url].saved_at,
            # In a collection that was there before, the others' positions mean something else.
            (found.position or 0) if home in new else 0,
        )
        for found, home in placed
    ]
    _remember(source, saved.values(), place_many(places, at))
    return sum(kept.is_new for kept in saved.values())


def _with_own_titles(part: Iterable[Found]) -> Iterator[Found]:
    """A title that is the page's own is left out where the page says the same here."""
    part = list(part)
    urls = [found.url for found in part if found.is_page_title]
    titles = dict(Link.objects.filter(url__in=urls).values_list("url", "title")) if urls else {}
    for found in part:
        is_pages = found.is_page_title and found.title in (titles.get(found.url), found.url)
        yield replace(found, title="") if is_pages else found


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
    # What browsers write says nothing of it, and most of it was never meant for others.
    return Audience.PUBLIC if found.is_private is False else Audience.PRIVATE


class _Homes:
    """The collection of each entry: that of its folder, inside the one that was chosen."""

    def __init__(self, source: Import, at: datetime) -> None:
        self._source = source
        self._at = at
        # Who shared the chosen one may have taken it back since.
        theirs = Collection.objects.editable_by(source.person)
        self._chosen = theirs.filter(pk=source.collection_id or 0).first()
        self._known: dict[tuple[str, ...], int | None] = {(): getattr(self._chosen, "pk", None)}
        own = Collection.objects.managed_by(source.person).filter(query="").order_by("-pk")
        self._own = {(c.parent_id, c.title): c.pk for c in own.only("parent_id", "title")}

    def of(self, folders: tuple[str, ...]) -> int | None:
        if not self._source.makes_collections:
            return self._known[()]
        if folders not in self._known:
            parent, title = self.of(folders[:-1]), folders[-1][:120]
            there = self._own.get((parent, title))
            self._known[folders] = there or self._make(parent, title, folders)
        return self._known[folders]

    def make_smart(self, folder: Folder) -> None:
        """A search that a file of ours names, unless it is kept here under this name already."""
        if not self._source.makes_collections or not _is_query(folder.query):
            return
        parent, title = self.of(folder.path[:-1]), folder.path[-1][:120]
        own = Collection.objects.managed_by(self._source.person)
        if not own.filter(parent=parent, title=title, query=folder.query).exists():
            self._make(parent, title, folder.path, query=folder.query)

    def made_by_import(self, homes: Iterable[int]) -> set[int]:
        made = self._source.made.filter(collection__in=set(homes))
        return set(made.values_list("collection_id", flat=True))

    @cached_property
    def _said(self) -> dict[tuple[str, ...], Folder]:
        return {folder.path: folder for folder in fill(self._source).folders()}

    def _make(
        self, parent_id: int | None, title: str, path: tuple[str, ...], query: str = ""
    ) -> int:
        owner = self._source.person
        parent = Collection.objects.editable_by(owner).filter(pk=parent_id or 0).first()
        made = Collection(owner=owner, parent=parent, title=title, query=query)
        made.slug = free_slug(owner, title)
        made.audience = parent.audience if parent else Collection.Audience.PRIVATE
        if folder := self._said.get(path):
            _describe(made, folder, with_audience=self._source.audience == "file")
        keep_collection(made, self._at)
        ImportedCollection.objects.create(source=self._source, collection=made)
        if not query:
            self._own[parent_id, title] = made.pk
        return made.pk


def _is_query(text: str) -> bool:
    try:
        return parse(text) != tree.And()
    except QueryError:
        return False


def _describe(made: Collection, folder: Folder, *, with_audience: bool) -> None:
    """What a file of ours says of a collection; what it cannot mean is left out."""
    made.description = folder.description[:DESCRIPTION_MAX]
    made.icon = folder.icon[:ICON_MAX]
    if folder.view in Collection.View.values:
        made.default_view = folder.view
    if folder.sort in Collection.Sort.values and not (made.query and folder.sort == "custom"):
        made.default_sort = folder.sort
    if with_audience and folder.audience in Collection.Audience.values:
        made.audience = folder.audience


def _finish_undoing(source: Import) -> bool:
    """Collections that the import made go where nothing lies in them, the innermost first."""
    made = source.made.select_related("collection").order_by("-pk")
    for each in made:
        if not each.collection.items.exists() and not each.collection.children.exists():
            each.collection.delete()
    undoing = Import.objects.filter(pk=source.pk, state=State.UNDOING)
    undoing.update(state=State.UNDONE)
    return False
