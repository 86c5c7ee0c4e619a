"""The rows of the index that a search finds."""

from django.db.models import Exists, OuterRef, QuerySet

from bookmarks.models import SearchRow
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.models.search import place_of
from bookmarks.search.compiling import Search
from bookmarks.search.engine import engine
from bookmarks.search.terms import EVERYTHING, AllOf, Condition


def rows_of(
    search: Search, seen: BookmarkQuerySet, scope: Condition = EVERYTHING
) -> "QuerySet[SearchRow]":
    """Those of `seen` that are meant. `scope` is what all of `seen` have in the index."""
    condition = engine().written(AllOf((scope, search.condition)))
    rows = SearchRow.objects.filter(document__matches=condition)
    if search.since:
        rows = rows.filter(place__gte=place_of(search.since, 0))
    if search.before:
        rows = rows.filter(place__lt=place_of(search.before, 0))
    return rows.filter(Exists(seen.filter(search.where, pk=OuterRef("bookmark_id"))))
