"""The custom order of a collection: by a step, or beside another; each move writes one row."""

from django.db import models, transaction

from accounts.models import User
from bookmarks.models import Bookmark, Collection, CollectionItem
from linkshare.kit.paging import Cursor, Direction, Order

_CUSTOM_ORDER = Order("position", "bookmark_id")


@transaction.atomic
def move(item: CollectionItem, where: str, by: User) -> None:
    """Move an item in the custom order: to the "top", "up", "down" or to the "bottom".

    Up and down pass one bookmark that `by` sees. Raise KeyError on any other word, and
    CollectionItem.DoesNotExist where it was taken out meanwhile. The collection is held: two
    moves do not mix.
    """
    between = {"top": _over_all, "up": _up, "down": _down, "bottom": _under_all}[where]
    Collection.objects.hold([item.collection])
    item.refresh_from_db(fields=["position"])
    place = between(item, by)
    if place is None:
        _spread(item.collection_id)
        item.refresh_from_db(fields=["position"])
        place = between(item, by)
    if place is not None and place != item.position:
        item.position = place
        item.save(update_fields=["position"])


@transaction.atomic
def move_beside(item: CollectionItem, neighbour: CollectionItem, where: str) -> None:
    """Move an item to just "before" or "after" a neighbour in the custom order.

    Raise KeyError on any other word, and CollectionItem.DoesNotExist where one of the two was
    taken out meanwhile.
    """
    step = {"before": CollectionItem.STEP, "after": -CollectionItem.STEP}[where]
    way: Direction = "before" if where == "before" else "after"
    Collection.objects.hold([item.collection])
    if item.pk == neighbour.pk:
        return
    place = None
    for _try in range(2):
        item.refresh_from_db(fields=["position"])
        neighbour.refresh_from_db(fields=["position"])
        near = (neighbour.position, neighbour.bookmark_id)
        place = _beyond(_others(item), way, step, near)
        if place is not None:
            break
        _spread(item.collection_id)
    assert place is not None
    item.position = place
    item.save(update_fields=["position"])


def _over_all(item: CollectionItem, _by: User) -> int:
    return CollectionItem.top_of(item.collection_id)


def _under_all(item: CollectionItem, _by: User) -> int:
    lowest = _others(item).aggregate(lowest=models.Min("position"))["lowest"]
    return item.position if lowest is None else int(lowest) - CollectionItem.STEP


def _up(item: CollectionItem, by: User) -> int | None:
    return _past(item, "before", CollectionItem.STEP, by)


def _down(item: CollectionItem, by: User) -> int | None:
    return _past(item, "after", -CollectionItem.STEP, by)


def _past(item: CollectionItem, way: Direction, step: int, by: User) -> int | None:
    """The place just beyond the nearest neighbour; None where there is no room for one."""
    seen = Bookmark.objects.visible_to(by).kept()
    others = _others(item)
    near = _next(others.filter(bookmark__in=seen), way, item.position, item.bookmark_id)
    if near is None:
        return item.position
    return _beyond(others, way, step, near)


def _beyond(
    others: "models.QuerySet[CollectionItem]", way: Direction, step: int, near: tuple[int, int]
) -> int | None:
    """Between a neighbour and the one behind it; None where there is no room."""
    far = _next(others, way, *near)
    if far is None:
        return near[0] + step
    middle = (near[0] + far[0]) // 2
    return None if middle in {near[0], far[0]} else middle


def _next(
    items: "models.QuerySet[CollectionItem]", way: Direction, position: int, bookmark_id: int
) -> tuple[int, int] | None:
    beyond = items.filter(_CUSTOM_ORDER.beyond(Cursor(way, position, bookmark_id)))
    nearest_first = beyond.order_by(*_CUSTOM_ORDER.fields(backwards=way == "before"))
    return nearest_first.values_list("position", "bookmark_id").first()


def _others(item: CollectionItem) -> "models.QuerySet[CollectionItem]":
    return CollectionItem.objects.filter(collection_id=item.collection_id).exclude(pk=item.pk)


def _spread(collection_id: int) -> None:
    """Give the items of a collection wide steps again, in their present order."""
    items = CollectionItem.objects.filter(collection_id=collection_id)
    ordered = list(items.order_by("position", "bookmark_id"))
    for n, item in enumerate(ordered, start=1):
        item.position = n * CollectionItem.STEP
    CollectionItem.objects.bulk_update(ordered, ["position"], batch_size=500)
