"""What follows lead to: the list of it, and why each entry is there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db.models import Exists, OuterRef

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.listing import Entry, Listing, Sort
from bookmarks.models import Bookmark, Collection, CollectionItem, Follow
from bookmarks.search import smart
from linkshare.kit.paging import Order


class Following:
    """What the collections and people that a person follows lead to."""

    def __init__(self, follower: User) -> None:
        self._follower = follower
        follows = Follow.objects.filter(follower=follower)
        self._people = follows.exclude(person=None).values("person_id")
        open_to_them = Collection.objects.visible_to(follower)
        self._collections = open_to_them.filter(pk__in=follows.values("collection_id"))
        smart_ones = self._collections.smart().select_related("owner").order_by("pk")
        self._found = smart.read_by(follower, smart_ones)

    def listing(self) -> Listing:
        """The newest first."""
        seen = Bookmark.objects.visible_to(self._follower).kept().exclude(owner=self._follower)
        items = CollectionItem.objects.filter(
            bookmark=OuterRef("pk"), collection__in=self._collections
        )
        parts = [seen.filter(Exists(items)), seen.listed().filter(owner__in=self._people)]
        parts += smart.parts_of(self._found, seen.listed())
        return Listing(
            self._follower,
            parts,
            orders={Sort.NEWEST: Order("id", "id")},
            show_owner=True,
        )

    def with_reasons(self, entries: Sequence[Entry]) -> list[Entry]:
        """Each with what is followed that led to it."""
        bookmarks = [entry.bookmark for entry in entries]
        reasons: dict[int, list[Collection | User]] = defaultdict(list)
        for bookmark_id, collection in (
            *self._places_of(bookmarks),
            *smart.places_in(self._found, bookmarks),
        ):
            reasons[bookmark_id].append(collection)
        people = set(self._people.values_list("person_id", flat=True))
        for bookmark in bookmarks:
            if bookmark.owner_id in people and bookmark.audience == Audience.PUBLIC:
                reasons[bookmark.pk].append(bookmark.owner)
        return [replace(entry, why=tuple(reasons[entry.bookmark.pk])) for entry in entries]

    def _places_of(self, bookmarks: Sequence[Bookmark]) -> Iterator[tuple[int, Collection]]:
        items = CollectionItem.objects.filter(
            bookmark__in=bookmarks, collection__in=self._collections
        )
        for item in items.select_related("collection__owner").order_by("pk"):
            yield item.bookmark_id, item.collection
