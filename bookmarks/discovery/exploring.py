"""Public collections to look into, as one viewer sees them: the liveliest, the most followed ones,
those of a tag, those of a name."""

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.models import Viewer
from bookmarks.listing import PAGE_SIZE
from bookmarks.models import (
    Bookmark,
    Collection,
    CollectionItem,
    CollectionTally,
    Mute,
    RankedCollection,
    Tag,
    Tagging,
)
from bookmarks.models.collection import CollectionQuerySet
from bookmarks.tag_names import folded
from linkshare.kit.paging import Cursor, Order, Slice, slice_of

ORDERS = {
    "active": Order("active_at", "collection_id"),
    "followed": Order("followers", "collection_id"),
}
ORDER_LABELS = {"active": _("Lively"), "followed": _("Followed by many")}
WORDS_MAX = 5
TAG_USES = 1_000
"""The newest uses of a tag say which collections are about it."""


def liveliest(viewer: Viewer, most: int) -> list[Collection]:
    return collections_of(ranked(viewer, "active", "", None, most).ids, viewer)


def ranked(
    viewer: Viewer, sort: str, text: str, cursor: Cursor | None, size: int = PAGE_SIZE
) -> Slice:
    """One page. Raise BadCursor where the cursor is of another list."""
    rows = RankedCollection.objects.filter(Exists(_shown_to(viewer).filter(pk=OuterRef("pk"))))
    for word in text.casefold().split()[:WORDS_MAX]:
        rows = rows.filter(words__contains=word)
    return slice_of([rows], ORDERS[sort], cursor, size)


def about(tag: str, viewer: Viewer) -> list[int]:
    """Those that hold most of what was tagged last; as many as a page shows."""
    slugs = Tag.objects.seen_by(viewer).filter(slug=folded(tag)).values("pk")
    uses = Tagging.objects.filter(tag__in=slugs).order_by("-content_object_id")
    newest = list(uses.values_list("content_object_id", flat=True)[:TAG_USES])
    listed = Bookmark.objects.listed_to(viewer).filter(pk__in=newest)
    items = CollectionItem.objects.filter(bookmark__in=listed, collection__in=_shown_to(viewer))
    found = items.values_list("collection_id").annotate(n=Count("pk")).order_by("-n", "-collection")
    return [pk for pk, _n in found[:PAGE_SIZE]]


def collections_of(ids: Sequence[int], viewer: Viewer) -> list[Collection]:
    """In this order, with the rank, whose number of followers is shown, and `shown_count`.

    That is of what lies in each itself: to leave out what lies in several of its inner ones takes
    a look at all of it.
    """
    found = _shown_to(viewer).select_related("owner", "rank").in_bulk(ids)
    collections = [found[pk] for pk in ids if pk in found]
    seen = CollectionTally.objects.seen_in(ids, viewer)
    for each in collections:
        each.shown_count = seen.get(each.pk, 0)  # type: ignore[attr-defined]
    return collections


def _shown_to(viewer: Viewer) -> CollectionQuerySet:
    muted = Mute.objects.filter(owner=viewer.pk).exclude(person=None).values("person")
    shown = Collection.objects.listed_to(viewer).public().filter(is_on_profile=True)
    return shown.exclude(owner__in=muted)
