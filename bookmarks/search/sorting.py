"""A–Z: the key of each bookmark, kept in step with its title and its page's."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import F

from bookmarks.models import Bookmark, CollectionItem
from bookmarks.models.search import SearchChange
from bookmarks.models.sorting import LONGEST
from bookmarks.search.words import plain


def sort_title_of(*titles: str) -> str:
    """The key of the first that says anything: one's own, the page's, its address."""
    return plain(next(filter(None, titles), ""))[:LONGEST]


def sort_anew(ids: Iterable[int]) -> None:
    """Write the keys of bookmarks that the caller has locked, and of their places."""
    ids = list(ids)
    rows = Bookmark.objects.filter(pk__in=ids).values_list(
        "pk", "sort_title", "title", "link__title", "link__url"
    )
    keys = {pk: (kept, sort_title_of(*titles)) for pk, kept, *titles in rows}
    changed = [Bookmark(pk=pk, sort_title=key) for pk, (kept, key) in keys.items() if kept != key]
    if changed:
        Bookmark.objects.bulk_update(changed, ["sort_title"], batch_size=200)
    _follow(ids)


def _follow(ids: list[int]) -> None:
    """Let places repeat it. One that somebody is moving meanwhile is noted, and follows later.

    To wait for them could be to wait for each other: who moves a place looks at its bookmark.
    """
    items = CollectionItem.objects.filter(bookmark__in=ids)
    stale = items.exclude(sort_title=F("bookmark__sort_title"))
    found = dict(stale.values_list("pk", "bookmark_id"))
    if not found:
        return
    free = items.filter(pk__in=found)
    if connection.features.has_select_for_update:
        free = free.select_for_update(no_key=True, skip_locked=True)
    keys = dict(Bookmark.objects.filter(pk__in=found.values()).values_list("pk", "sort_title"))
    taken = dict(free.values_list("pk", "bookmark_id"))
    repeated = [CollectionItem(pk=pk, sort_title=keys[theirs]) for pk, theirs in taken.items()]
    CollectionItem.objects.bulk_update(repeated, ["sort_title"], batch_size=200)
    left = {theirs for pk, theirs in found.items() if pk not in taken}
    SearchChange.objects.bulk_create(
        SearchChange(kind=SearchChange.Kind.BOOKMARK, target_id=pk) for pk in left
    )
