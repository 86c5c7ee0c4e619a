"""A library or a collection as a bookmark file, piece by piece, however large it is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User, Viewer
from bookmarks.collecting import Tree, tree_of
from bookmarks.models import Bookmark, Collection, CollectionItem, Tagging
from bookmarks.portability.formats import netscape
from bookmarks.portability.formats.netscape import Entry, FolderEnd, FolderStart
from bookmarks.search import smart
from linkshare.kit.paging import Cursor, Order

CHUNK = 1000

Parts = Iterator[Entry | FolderStart | FolderEnd]


def library(owner: User) -> Iterator[str]:
    """All that a person kept: their collections as folders, then what lies in none of them.

    What lies in two collections stands in two folders, and is one bookmark again when read.
    """
    return netscape.written(_library(owner))


def collection(top: Collection, viewer: Viewer) -> Iterator[str]:
    """What the viewer may see of a collection and of those inside it."""
    if top.is_smart:
        return netscape.written(_found_in(top, viewer))
    return netscape.written(_folder(top, tree_of(top.owner, viewer), viewer))


def _library(owner: User) -> Parts:
    tree = tree_of(owner, owner)
    for branch in tree.branches():
        if branch.depth == 0:
            yield from _folder(branch.collection, tree, owner)
    own = Collection.objects.managed_by(owner)
    homes = CollectionItem.objects.filter(bookmark=OuterRef("pk"), collection__in=own)
    loose = Bookmark.objects.visible_to(owner).saved_by(owner).kept().filter(~Exists(homes))
    yield from _entries(loose, "", Order("saved_at", "id"), owner)


def _folder(top: Collection, tree: Tree, viewer: Viewer) -> Parts:
    """Without recursion: people nest as deep as they like."""
    waiting: list[Collection | FolderEnd] = [top]
    while waiting:
        one = waiting.pop()
        if isinstance(one, FolderEnd):
            yield one
            continue
        yield _start(one, viewer)
        waiting += [FolderEnd(), *reversed(tree.children(one))]
        if not one.is_smart:
            yield from _placed_in(one, viewer)


def _start(one: Collection, viewer: Viewer) -> FolderStart:
    said = {"view": one.default_view, "sort": one.default_sort, "icon": one.icon}
    if one.owner == viewer:
        said |= {"audience": one.audience, "query": one.query}
    return FolderStart(one.title, one.description, one.created_at, one.changed_at, said)


def _found_in(one: Collection, viewer: Viewer) -> Parts:
    """What a smart collection holds, as a folder that holds it by hand."""
    yield FolderStart(one.title, one.description, one.created_at, one.changed_at, {})
    [found] = smart.read_by(viewer, [one])
    yield from _entries(found.matches, "", Order("saved_at", "id"), viewer)
    yield FolderEnd()


def _placed_in(home: Collection, viewer: Viewer) -> Parts:
    seen = Bookmark.objects.visible_to(viewer).kept()
    items = CollectionItem.objects.filter(collection=home)
    shown = items.filter(Exists(seen.filter(pk=OuterRef("bookmark_id"))))
    return _entries(shown, "bookmark__", Order("saved_at", "bookmark_id"), viewer)


_FIELDS = (
    *("pk", "link__url", "title", "link__title", "note", "saved_at", "changed_at"),
    *("audience", "is_to_read", "is_favorite", "owner_id"),
)


def _entries(rows: QuerySet[Any], path: str, order: Order, viewer: Viewer) -> Parts:
    """Newest first, a chunk after another: no read is open for as long as somebody downloads."""
    fields = [f"{path}{name}" for name in _FIELDS] + (["position"] if path else [])
    rows = rows.order_by(*order.fields()).values_list(order.key, order.tie, *fields)
    chunk = list(rows[:CHUNK])
    while chunk:
        tags = _tags_of([values[2] for values in chunk])
        for _key, _tie, pk, *values in chunk:
            yield _entry(values, tags[pk], viewer)
        key, tie, *_rest = chunk[-1]
        chunk = list(rows.filter(order.beyond(Cursor("after", key, tie)))[:CHUNK])


def _tags_of(ids: list[int]) -> dict[int, list[str]]:
    uses = Tagging.objects.filter(content_object__in=ids)
    tags = defaultdict(list)
    for pk, name in uses.values_list("content_object_id", "tag__name"):
        tags[pk].append(name)
    return tags


def _entry(values: Sequence[Any], tags: list[str], viewer: Viewer) -> Entry:
    url, title, page_title, note, saved_at, changed_at, audience, *rest = values
    is_to_read, is_favorite, owner_id, *position = rest
    is_own = isinstance(viewer, User) and owner_id == viewer.pk
    return Entry(
        url=url,
        title=title,
        page_title=page_title or url,
        note=note,
        tags=tuple(sorted(tags)),
        saved_at=saved_at,
        changed_at=changed_at,
        # How far others' bookmarks go, and what they mean to read, is between them and the site.
        audience=audience if is_own else "",
        is_to_read=is_to_read and is_own,
        is_favorite=is_favorite and is_own,
        position=position[0] if position else None,
    )
