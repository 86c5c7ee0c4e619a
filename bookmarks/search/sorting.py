"""A–Z: the key of each bookmark, kept in step with its title and its page's."""

from collections.abc import Iterable, Mapping

from django.db import connection

from bookmarks.models import Bookmark, CollectionItem
from bookmarks.models.search import SearchChange
from bookmarks.models.sorting import LONGEST
from bookmarks.search.words import plain

Sorted = tuple[str, str]
"""The key that is kept, and the one that it should be."""
Place = tuple[int, int, str]
"""The bookmark, the item, and the key that the item has."""


def sort_title_of(*titles: str) -> str:
    """The key of the first that says anything: one's own, the page's, its address."""
    return plain(next(filter(None, titles), ""))[:LONGEST]


def sort_anew(titles: Mapping[int, Sorted], places: Iterable[Place]) -> None:
    """Write the keys of bookmarks that the caller has locked, and of their places."""
    changed = [Bookmark(pk=pk, sort_title=key) for pk, (kept, key) in titles.items() if kept != key]
    if changed:
        Bookmark.objects.bulk_update(changed, ["sort_title"], batch_size=200)
    stale = {pk: theirs for theirs, pk, kept in places if titles[theirs][1] != kept}
    if stale:
        _follow(stale, titles)


def _follow(stale: Mapping[int, int], titles: Mapping[int, Sorted]) -> None:
    """Let places repeat it. One that somebody is moving meanwhile is noted, and follows later.

    To wait for them could be to wait for each other: who moves a place looks at its bookmark.
    """
    free = CollectionItem.objects.filter(pk__in=list(stale))
    if connection.features.has_select_for_update:
        free = free.select_for_update(no_key=True, skip_locked=True)
    taken = dict(free.values_list("pk", "bookmark_id"))
    repeated = [CollectionItem(pk=pk, sort_title=titles[by][1]) for pk, by in taken.items()]
    CollectionItem.objects.bulk_update(repeated, ["sort_title"], batch_size=200)
    left = {theirs for pk, theirs in stale.items() if pk not in taken}
    SearchChange.objects.bulk_create(
        SearchChange(kind=SearchChange.Kind.BOOKMARK, target_id=pk) for pk in left
    )
