"""Smart collections: of a person's own bookmarks, those that a search finds now.

Each viewer finds what they may see. Nobody but the owner is led to a bookmark that is only for
those who may open its collections: this is none of them. What the owner has marked for themselves,
as `is:private` or `is:toread`, is found by the owner alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Subquery, When

from accounts.models import Viewer
from bookmarks.models import Bookmark, Collection
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.models.search import ID_MASK
from bookmarks.search import tree
from bookmarks.search.compiling import Search, compile_query
from bookmarks.search.engine import Rows
from bookmarks.search.errors import QueryError
from bookmarks.search.finding import Finding, Scope, marked_rows, rows_of
from bookmarks.search.naming import Names
from bookmarks.search.query import parse
from bookmarks.search.summary import WINDOW, Summary
from bookmarks.search.terms import AllOf, token


@dataclass(frozen=True, slots=True)
class Smart:
    """A smart collection as one viewer reads it."""

    collection: Collection
    search: Search
    own: Scope
    """What of its owner's bookmarks the viewer may see at all."""

    @property
    def rows(self) -> Rows:
        return rows_of(self.search, self.own)

    def rows_heard(self, heard: Callable[[BookmarkQuerySet], BookmarkQuerySet]) -> Rows:
        """Those of them that lie in a part of what the viewer may see."""
        return rows_of(self.search, replace(self.own, seen=heard(self.own.seen)))

    @property
    def finding(self) -> Finding:
        """As if nothing were asked: the search is its owner's to know, so no word is marked."""
        return Finding(tree.And(), self.rows, [self.rows], [], Summary(self.rows))

    @property
    def scope(self) -> Scope:
        """To search in what it holds."""
        found = self.own.seen.filter(self.search.where)
        return Scope(found, AllOf((self.own.mark, self.search.condition)))

    @property
    def matches(self) -> BookmarkQuerySet:
        """In no order, and at a price that grows with their number."""
        return self.own.seen.filter(self.search.where, pk__in=_ids(self.marked))

    @property
    def marked(self) -> Rows:
        """What the index knows of it."""
        return marked_rows(self.search, self.own)


def read_by(viewer: Viewer, collections: Iterable[Collection]) -> list[Smart]:
    """Smart collections with what the viewer finds in each; the number of look-ups is fixed."""
    queries = [(collection, _parsed(collection.query)) for collection in collections]
    whole = tree.And(tuple(root for _collection, root in queries))
    names = Names.of(whole, viewer, {collection.owner_id for collection, _root in queries})
    return [_smart(collection, root, names, viewer) for collection, root in queries]


def _parsed(query: str) -> tree.Node:
    """What the grammar no longer knows finds nothing."""
    try:
        return parse(query)
    except QueryError:
        return tree.Or(())


def _smart(collection: Collection, root: tree.Node, names: Names, viewer: Viewer) -> Smart:
    owner = collection.owner_id
    search = compile_query(root, viewer, with_pages=True, names=names.meant_by(owner))
    seen = Bookmark.objects.visible_to(viewer).filter(owner=owner).kept()
    seen = seen if viewer.pk == owner else seen.listed()
    return Smart(collection, search, Scope(seen, token(f"@{owner}")))


def _ids(rows: Rows) -> "QuerySet[Any, Any]":
    """By the place alone: SQLite's index would have to look up what else stands in a row."""
    return rows.order_by().annotate(found=F("place").bitand(ID_MASK)).values("found")


class _Many(Subquery):
    template = "(SELECT count(*) FROM (%(subquery)s) found)"
    output_field = IntegerField()


def count_found(collections: Iterable[Collection], viewer: Viewer) -> Mapping[int, int]:
    """How many each holds for the viewer, by its id; one more than WINDOW stands for many more."""
    found = read_by(viewer, collections)
    if not found:
        return {}
    counts = [
        When(pk=each.collection.pk, then=_Many(each.rows.order_by()[: WINDOW + 1]))
        for each in found
    ]
    asked = Collection.objects.filter(pk__in=[each.collection.pk for each in found])
    return dict(asked.annotate(n=Case(*counts)).values_list("pk", "n"))
