"""What the card of a collection shows of it: the pages that were put into it last."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Subquery

from accounts.models import Viewer
from bookmarks.models import Bookmark, Collection, CollectionItem

PICTURES = 3


def add_pictures(collections: Sequence[Collection], viewer: Viewer) -> None:
    """Give each its `pictures`: links, newest first. Two queries, however many they are."""
    seen = Bookmark.objects.visible_to(viewer).kept()
    items = CollectionItem.objects.filter(
        Exists(seen.filter(pk=OuterRef("bookmark"))), collection=OuterRef("pk")
    ).order_by("-saved_at", "-bookmark")
    places = {f"at_{n}": Subquery(items.values("bookmark")[n : n + 1]) for n in range(PICTURES)}
    shown = Collection.objects.visible_to(viewer).filter(pk__in=[each.pk for each in collections])
    found = {pk: ids for pk, *ids in shown.annotate(**places).values_list("pk", *places)}
    wanted = [pk for ids in found.values() for pk in ids if pk]
    links = {
        bookmark.pk: bookmark.link
        for bookmark in seen.filter(pk__in=wanted).select_related("link__cover")
    }
    for each in collections:
        ids = found.get(each.pk, [])
        each.pictures = [links[pk] for pk in ids if pk in links]  # type: ignore[attr-defined]
