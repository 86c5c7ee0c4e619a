"""Others' bookmarks become a person's own, all in one collection of theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from bookmarks.bulk.holding import hold
from bookmarks.bulk.outcomes import Done, Undone
from bookmarks.collecting import free_slug, keep_collection
from bookmarks.mass_saving import Dated, Place, place_many, save_many
from bookmarks.models import Bookmark, BulkChange, Collection, CollectionItem
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.saving import Draft


@dataclass(frozen=True, slots=True)
class Copy:
    """Address, title and tags; the note is somebody else's. What the person has stays as it is.

    Without a collection a new one is made, with the first part. `before`: `made`, the new
    bookmarks; `items`, the places; `home`, the collection if it is new.
    """

    change: BulkChange

    @property
    def own(self) -> BookmarkQuerySet:
        """What the person may see is what they may copy; asked again when it is done."""
        return Bookmark.objects.visible_to(self.change.person).kept()

    def same(self) -> Q:
        """What lies there already."""
        if not self.change.collection_id:
            return Q(pk__in=[])
        there = CollectionItem.objects.filter(
            collection=self.change.collection_id,
            bookmark__owner=self.change.person,
            bookmark__link=OuterRef("link"),
        )
        return Q(Exists(there))

    def do(self, ids: Sequence[int], at: datetime) -> Done:
        home, is_new = self._home(at)
        if home is None:
            return Done({"made": [], "items": [], "home": None}, 0)
        drafts = list(self._drafts(ids))
        by_url = save_many(self.change.person, drafts, at)
        saved = [by_url[dated.draft.url] for dated in drafts]
        places = [Place(home, kept.bookmark_id, kept.saved_at) for kept in saved]
        items = place_many(places, at)
        made = [kept.bookmark_id for kept in saved if kept.is_new]
        changed = {*made, *(bookmark for _home, bookmark in items)}
        before = {"made": made, "items": [*items.values()], "home": home if is_new else None}
        return Done(before, len(changed))

    def undo(self, before: Any, at: datetime) -> Undone:
        """Take it out again; delete what was made and nobody has touched since."""
        change = self.change
        Collection.objects.hold([Collection(pk=change.collection_id or 0)])
        items = CollectionItem.objects.filter(pk__in=before["items"])
        there = set(items.values_list("bookmark_id", flat=True)) | set(before["made"])
        items.delete()
        own = Bookmark.objects.editable_by(change.person)
        here = set(hold(own, sorted(there)))
        untouched = own.filter(changed_at=self._saved_at, is_favorite=False, items=None)
        gone = list(untouched.filter(pk__in=before["made"]).values_list("pk", flat=True))
        own.filter(pk__in=gone).delete()
        left = len(here & set(before["made"])) - len(gone)
        self._drop_home()
        return Undone(len(here) - left, left)

    @property
    def _saved_at(self) -> datetime:
        """One moment for all: what another hand has changed since has another."""
        return self.change.begun_at or self.change.requested_at

    def _home(self, at: datetime) -> tuple[int | None, bool]:
        """Where they go, locked; None where it is not the person's to fill, or not any more."""
        change = self.change
        if change.collection_id is None and change.position == 0:
            return self._make_home(at), True
        held = Collection.objects.hold([Collection(pk=change.collection_id or 0)])
        editable = Collection.objects.editable_by(change.person).filter(pk__in=held)
        return editable.values_list("pk", flat=True).first(), False

    def _make_home(self, at: datetime) -> int:
        """Nobody else sees it, until its owner says so."""
        change = self.change
        made = Collection(owner=change.person, title=change.about[:120])
        made.audience = Collection.Audience.PRIVATE
        made.slug = free_slug(change.person, made.title)
        keep_collection(made, at)
        BulkChange.objects.filter(pk=change.pk).update(collection=made)
        change.collection = made
        return made.pk

    def _drop_home(self) -> None:
        """The collection that was made for it, with the last that lay in it."""
        first = self.change.parts.order_by("number").first()
        home = (first.before or {}).get("home") if first else None
        own = Collection.objects.managed_by(self.change.person)
        own.filter(pk=home or 0, items=None, children=None).delete()

    def _drafts(self, ids: Sequence[int]) -> Iterator[Dated]:
        """In this order, each address once; of their own the places alone will be new."""
        change = self.change
        at = self._saved_at
        theirs = {one.pk: one for one in self.own.filter(pk__in=ids).for_cards()}
        by_url = {theirs[pk].link.url: theirs[pk] for pk in ids if pk in theirs}
        for url, one in by_url.items():
            draft = Draft(url, change.audience, one.title, tags=tuple(one.tag_names), via=one)
            yield Dated(draft, at, at)
