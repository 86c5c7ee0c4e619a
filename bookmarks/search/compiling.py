"""From a tree to what the database is asked, for one viewer.

What the index knows becomes one condition on it. The rest (dates, collections, broken and duplicate
pages) becomes conditions on the bookmarks. Whether the viewer may see a bookmark is asked of
`visible_to` by whoever uses this, and of nothing else.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User, Viewer
from bookmarks.models import Bookmark, CollectionItem, SearchRow
from bookmarks.models.sameness import page_of
from bookmarks.search import tree
from bookmarks.search.document import SIGNS, host_token
from bookmarks.search.engine import engine
from bookmarks.search.naming import Names
from bookmarks.search.stemming import stemmer
from bookmarks.search.terms import AllOf, AnyOf, Condition, NoneOf, Term, any_token
from bookmarks.search.words import Phrase, phrase_of

NOBODYS = AnyOf(())


@dataclass(frozen=True, slots=True)
class Search:
    """`condition` is asked of the index, `where` of the bookmarks that it finds."""

    condition: Condition
    where: Q
    since: datetime | None = None
    before: datetime | None = None


def compile_query(
    root: tree.Node, viewer: Viewer, *, with_pages: bool = False, names: Names | None = None
) -> Search:
    """`with_pages` looks for words in the pages' own texts too, unless the query says where."""
    asked = _Asked(viewer, names or Names.of(root, viewer), with_pages=with_pages)
    search = Search(AllOf(()), Q())
    conditions: list[Condition] = []
    for node in root.nodes if isinstance(root, tree.And) else (root,):
        condition = asked.condition(node)
        if condition is not None:
            conditions.append(condition)
        else:
            search = replace(search, where=search.where & asked.where(node))
        if isinstance(node, tree.In):
            conditions.append(asked.marks_of(node))
        if isinstance(node, tree.Created):
            search = _narrowed(search, node)
    return replace(search, condition=AllOf(tuple(conditions)))


def _narrowed(search: Search, created: tree.Created) -> Search:
    """Index rows lie in the order of time: most need not be looked at."""
    since, before = map(_start, (created.since, created.before))
    return replace(
        search,
        since=max(filter(None, (since, search.since)), default=None),
        before=min(filter(None, (before, search.before)), default=None),
    )


class _Asked:
    def __init__(self, viewer: Viewer, names: Names, *, with_pages: bool) -> None:
        self._viewer = viewer if isinstance(viewer, User) else None
        self._names = names
        self._with_pages = with_pages
        self._stem = stemmer(settings.LANGUAGE_CODE)

    def condition(self, node: tree.Node) -> Condition | None:
        """On the index; None where that does not know enough."""
        match node:
            case tree.And(nodes) | tree.Or(nodes):
                parts = tuple(part for part in map(self.condition, nodes) if part is not None)
                together = AllOf if isinstance(node, tree.And) else AnyOf
                return together(parts) if len(parts) == len(nodes) else None
            case tree.Not(inner):
                part = self.condition(inner)
                return None if part is None else NoneOf(part)
            case _:
                return self._leaf(node)

    def where(self, node: tree.Node) -> Q:
        """On bookmarks."""
        match node:
            case tree.And(nodes):
                return Q(*map(self.where, nodes))
            case tree.Or(nodes):
                return Q(*map(self.where, nodes), _connector=Q.OR)
            case tree.Not(inner):
                return ~self.where(inner)
            case _:
                condition = self._leaf(node)
                return self._unindexed(node) if condition is None else _found(condition)

    def marks_of(self, leaf: tree.In) -> Condition:
        """What all of a collection's bookmarks have in the index, and some that left it."""
        return any_token(f"&{pk}" for pk in self._names.collections[leaf.collection])

    def _leaf(self, leaf: tree.Leaf) -> Condition | None:
        match leaf:
            case tree.Text():
                return self._text(leaf)
            case tree.Tag(name):
                return any_token(self._names.tags[name])
            case tree.Site(name):
                phrase = phrase_of(name, self._stem)
                return (
                    Term((host_token(name),)) if "." in name else _term(phrase, sign=SIGNS["site"])
                )
            case tree.By(handle):
                return any_token(f"@{pk}" for pk in self._names.people[handle])
        return self._fact(leaf)

    def _fact(self, leaf: tree.Leaf) -> Condition | None:
        match leaf:
            case tree.Kind(word) | tree.Is("favorite" | "untagged" as word):
                return Term((f"={word}",))
            case tree.Is("toread" | "private" as state):
                return self._own(Term((f"={state}",)))
        return None

    def _text(self, leaf: tree.Text) -> Condition:
        phrase = phrase_of(leaf.words, self._stem, is_prefix=leaf.is_prefix)
        if leaf.field in SIGNS:
            return _term(phrase, sign=SIGNS[leaf.field])
        term = _term(phrase, column=leaf.field)
        if leaf.field or not self._with_pages:
            return term
        return AnyOf((term, _term(phrase, sign=SIGNS["text"])))

    def _own(self, term: Term) -> Condition:
        """What a person has marked for themselves is found by nobody else."""
        if self._viewer is None:
            return NOBODYS
        return AllOf((Term((f"@{self._viewer.pk}",)), term))

    def _unindexed(self, leaf: tree.Leaf) -> Q:
        match leaf:
            case tree.Created(since, before):
                return _saved_between(_start(since), _start(before))
            case tree.In(name):
                items = CollectionItem.objects.filter(
                    bookmark=OuterRef("pk"), collection__in=self._names.collections[name]
                )
                return Q(Exists(items))
            case tree.Is("broken"):
                return Q(link__broken_at__isnull=False)
        return Q(pk__in=_duplicates(self._viewer))


def _term(phrase: Phrase, column: str = "", sign: str = "") -> Condition:
    if not phrase.words:
        return NOBODYS
    return Term(tuple(sign + word for word in phrase.words), column, phrase.is_prefix)


def _found(condition: Condition) -> Q:
    rows = SearchRow.objects.filter(document__matches=engine().written(condition))
    return Q(pk__in=rows.values("bookmark_id"))


def _start(day: date | None) -> datetime | None:
    """Its first moment where the reader is."""
    if day is None:
        return None
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _saved_between(since: datetime | None, before: datetime | None) -> Q:
    asked = {"saved_at__gte": since, "saved_at__lt": before}
    return Q(**{name: moment for name, moment in asked.items() if moment})


def _duplicates(owner: User | None) -> QuerySet[Bookmark, Any]:
    """The owner's bookmarks of pages that they have saved under another address, too."""
    own = Bookmark.objects.editable_by(owner or AnonymousUser()).kept().annotate(page=page_of())
    several = own.values("page").annotate(n=Count("pk")).filter(n__gt=1)
    return own.filter(page__in=several.values("page")).values("pk")
