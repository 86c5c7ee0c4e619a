"""What follows lead to: the list of it, and why each entry is there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.listing import Entry, Listing, Reason, Sort
from bookmarks.models import Bookmark, Collection, CollectionItem, Follow, Tag, TagAlias
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.models.bookmark import Reach as ReachOfOne
from bookmarks.models.follow import Followed
from bookmarks.muting import Mutes
from bookmarks.search import smart
from bookmarks.search.engine import Rows
from bookmarks.search.finding import Scope, nearest_of_each, rows_in
from bookmarks.search.naming import tag_condition
from bookmarks.search.terms import AllOf, token
from bookmarks.tag_names import above, folded
from linkshare.kit.paging import Order, Place, Reach, read_places

Source = Collection | User
Opened = tuple[Source | None, list[Place]]
"""A source with its first places; None for all tags together."""

BATCH = 60
"""Sources that are opened first: as many as a page has entries may each have one of them."""

HEARD = Q(muted_at=None)
"""Follows that are not muted."""

NEWEST = Order("saved_at", "id")


class Following:
    """What the collections, people and tags that a person follows lead to.

    `only` says which of the follows.
    """

    def __init__(self, follower: User, only: Q = HEARD) -> None:
        follows = Follow.objects.filter(only, follower=follower)
        self._tags = _Tags.followed_in(follows)
        self._sources = _Sources(follower, follows, self._tags, Mutes.of(follower))

    def listing(self) -> Listing:
        """The newest first."""
        return Listing(
            self._sources.follower,
            self._sources,
            orders={Sort.NEWEST: NEWEST},
            show_owner=True,
        )

    def with_reasons(self, entries: Sequence[Entry]) -> list[Entry]:
        """Each with what is followed that led to it. Of the page that was found last."""
        return [replace(entry, why=tuple(self._reasons(entry.bookmark))) for entry in entries]

    def _reasons(self, bookmark: Bookmark) -> Iterable[Reason]:
        followed: list[Followed] = [*self._sources.led_to[bookmark.pk]]
        if bookmark.reach == ReachOfOne.EVERYONE:
            followed += self._tags.of(bookmark)
        return map(_reason, followed)


def _reason(followed: Followed) -> Reason:
    match followed:
        case Collection():
            names = {"title": followed.title, "owner": followed.owner.display_name}
            text = _("in %(owner)s’s %(title)s") % names
        case User():
            text = _("by %(name)s") % {"name": followed.display_name}
        case Tag():
            text = f"#{followed.name}"
    return Reason(text, followed.get_absolute_url())


@dataclass(frozen=True, slots=True)
class _Tags:
    """Tags that are followed, by each slug that means them."""

    by_slug: dict[str, Tag]

    @classmethod
    def followed_in(cls, follows: QuerySet[Follow]) -> "_Tags":
        """With all that means the same to everybody; in one query."""
        wanted = Tag.objects.filter(pk__in=follows.filter(tag__isnull=False).values("tag"))
        of_all = TagAlias.objects.of(None)
        # Followed before it became another's alias.
        was_one = wanted.filter(slug=OuterRef("slug")).values("pk")[:1]
        rows = wanted.values_list("slug", "pk", "name", "slug").union(
            of_all.filter(tag__in=wanted).values_list("slug", "tag", "tag__name", "tag__slug"),
            of_all.filter(slug__in=wanted.values("slug"))
            .annotate(was=Subquery(was_one))
            .values_list("tag__slug", "was", "name", "slug"),
            all=True,
        )
        return cls({means: Tag(pk=pk, name=name, slug=slug) for means, pk, name, slug in rows})

    def of(self, bookmark: Bookmark) -> list[Tag]:
        slugs = {
            slug for name in bookmark.tag_names for slug in (folded(name), *above(folded(name)))
        }
        found = {tag.pk: tag for slug, tag in self.by_slug.items() if slug in slugs}
        return sorted(found.values(), key=lambda tag: tag.slug)


@dataclass(frozen=True)
class _Sources:
    """All that is followed, however much it is: a page opens only what reaches into it.

    What stands first in each source is found by one look at an index. Opened are those where it is
    the newest, until none that is left could have anything for the page.
    """

    follower: User
    follows: QuerySet[Follow]
    tags: _Tags
    mutes: Mutes
    led_to: dict[int, list[Source]] = field(default_factory=lambda: defaultdict(list))
    """Bookmark's id → what leads to it; of the last page, complete for all of its entries."""

    def nearest(self, reach: Reach) -> set[Place]:
        self.led_to.clear()
        found: set[Place] = set()
        start, size = 0, BATCH
        heads = _heads(self.follows, reach)
        while True:
            batch = list(heads[start : start + size + 1])
            found |= self._opened(batch[:size], reach, with_tags=not start)
            if len(batch) <= size or _is_full(found, batch[size]["head"], reach):
                return found
            start, size = start + size, size * 4

    def _opened(
        self, batch: Sequence[dict[str, Any]], reach: Reach, *, with_tags: bool
    ) -> set[Place]:
        with_any = [each for each in batch if each["head"] is not None]
        collections, people = (
            [each[name] for each in with_any if each[name]] for name in ("collection", "person")
        )
        places = [*self._by_hand(collections, reach), *self._of_people(people, reach)]
        smart_ones = [each for each, _theirs in places if isinstance(each, Collection)]
        places += self._indexed(
            [each for each in smart_ones if each.is_smart], reach, with_tags=with_tags
        )
        for source, theirs in places:
            for _at, pk in theirs:
                self.led_to[pk] += [source] if source else []
        return {place for _source, theirs in places for place in theirs}

    def _by_hand(self, ids: Sequence[int], reach: Reach) -> list[Opened]:
        """What lies in collections; of those that a search fills, the collections alone."""
        if not ids:
            return []
        reach = replace(reach, order=Order("saved_at", "bookmark_id"))
        seen = self._seen().filter(pk=OuterRef("bookmark_id"))
        # Not EXISTS, which PostgreSQL would make a table of all that the follower may see for.
        items = CollectionItem.objects.alias(seen=Subquery(seen.values("pk")[:1]))
        items = items.filter(collection=OuterRef("pk"), seen__isnull=False)
        open_to_them = Collection.objects.visible_to(self.follower).filter(pk__in=ids)
        collections: QuerySet[Any] = open_to_them.select_related("owner").order_by("pk")
        collections = collections.annotate(listed=reach.listed(items))
        return [(each, read_places(each.listed, items, reach)) for each in collections]

    def _of_people(self, ids: Sequence[int], reach: Reach) -> list[Opened]:
        if not ids:
            return []
        rows = self._seen().listed().filter(owner=OuterRef("pk"))
        people = User.objects.filter(pk__in=ids).order_by("pk").annotate(listed=reach.listed(rows))
        return [(person, read_places(person.listed, rows, reach)) for person in people]

    def _indexed(
        self, collections: Sequence[Collection], reach: Reach, *, with_tags: bool
    ) -> list[Opened]:
        """What the index of searching knows: smart collections, and all tags at once."""
        found: list[tuple[Source | None, Rows]] = [
            (each.collection, each.rows_heard(self.mutes.heard))
            for each in smart.read_by(self.follower, collections)
        ]
        if with_tags and self.tags.by_slug:
            mark = AllOf((token("=public"), tag_condition(sorted(self.tags.by_slug))))
            found.append((None, rows_in(Scope(self._seen().listed_to(self.follower), mark))))
        places = nearest_of_each([rows for _source, rows in found], reach)
        return [(source, theirs) for (source, _rows), theirs in zip(found, places, strict=True)]

    def _seen(self) -> BookmarkQuerySet:
        seen = Bookmark.objects.visible_to(self.follower).kept().exclude(owner=self.follower)
        return self.mutes.heard(seen)


def _heads(follows: QuerySet[Follow], reach: Reach) -> QuerySet[Follow, Any]:
    """Collections and people with when their first place may be, the first before the others.

    It may also be one that the follower does not see: to find out is left to who opens it.
    """
    items = CollectionItem.objects.filter(collection=OuterRef("collection"))
    items_first = replace(reach, order=Order("saved_at", "bookmark_id")).rows(items)
    listed = Bookmark.objects.listed()
    by_person = reach.rows(listed.filter(owner=OuterRef("person")))
    by_owner = reach.rows(listed.filter(owner=OuterRef("collection__owner")))
    head = Case(
        When(person__isnull=False, then=_one(by_person)),
        When(collection__query="", then=_one(items_first)),
        default=_one(by_owner),
    )
    order = F("head").desc(nulls_last=True) if reach.is_falling else F("head").asc(nulls_last=True)
    heads = follows.filter(tag=None).annotate(head=head).order_by(order, "pk")
    return heads.values("head", "collection", "person")


def _one(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.values("saved_at")[:1])


def _is_full(found: set[Place], head: datetime | None, reach: Reach) -> bool:
    """Nothing of a source that begins there, or later, would be among the first."""
    first = reach.first(found)
    if head is None:
        return True
    if len(first) < reach.limit:
        return False
    last: datetime = first[-1][0]
    return last > head if reach.is_falling else last < head
