"""Collections as people handle them: made, moved in the tree, shared, ordered, deleted."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify

from accounts.models import User, Viewer
from bookmarks.models import Collection, CollectionItem, CollectionMember
from bookmarks.models.collection import SLUG_MAX
from bookmarks.reserved import RESERVED_SLUGS


class WouldBeACircle(ValueError):
    """The new parent lies inside the collection that is to be moved."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A collection and how deep it lies, in the order of a printed tree."""

    collection: Collection
    depth: int


class Tree:
    """All collections of one person, in memory: one query, then no more."""

    def __init__(self, collections: "models.QuerySet[Collection]") -> None:
        self._by_id = {c.pk: c for c in collections.order_by("title", "pk")}
        self._children: dict[int | None, list[Collection]] = defaultdict(list)
        for collection in self._by_id.values():
            above = collection.parent_id if collection.parent_id in self._by_id else None
            self._children[above].append(collection)

    def branches(self, above: int | None = None, depth: int = 0) -> Iterator[Branch]:
        for collection in self._children[above]:
            yield Branch(collection, depth)
            yield from self.branches(collection.pk, depth + 1)

    def children(self, collection: Collection) -> list[Collection]:
        return self._children[collection.pk]

    def below(self, collection: Collection) -> list[Collection]:
        """All that lies inside, at any depth."""
        return [branch.collection for branch in self.branches(collection.pk)]

    def above(self, collection: Collection) -> list[Collection]:
        """From the outermost to the parent; stops at the first that the tree does not hold."""
        path: list[Collection] = []
        parent = self._by_id.get(collection.parent_id or 0)
        while parent:
            path.insert(0, parent)
            parent = self._by_id.get(parent.parent_id or 0)
        return path


def tree_of(owner: User, viewer: Viewer) -> Tree:
    """The person's collections that lists may name to the viewer, as a tree."""
    listed = Collection.objects.listed_to(viewer).filter(owner=owner)
    return Tree(listed.select_related("owner"))


def free_slug(owner: User, title: str, except_for: Collection | None = None) -> str:
    """An address for this title that the owner has not given out."""
    base = slugify(title)[: SLUG_MAX - 4].strip("-_").replace("_", "-") or "collection"
    taken = Collection.objects.filter(owner=owner, slug__startswith=base)
    if except_for:
        taken = taken.exclude(pk=except_for.pk)
    slugs = set(taken.values_list("slug", flat=True)) | RESERVED_SLUGS
    numbered = (f"{base}-{n}" for n in range(2, len(slugs) + 3))
    return base if base not in slugs else next(slug for slug in numbered if slug not in slugs)


@transaction.atomic
def keep_collection(collection: Collection, at: datetime) -> Collection:
    """Save a new or changed collection. Raise WouldBeACircle where its parent lies inside it.

    The owner's row is locked, so that two moves at once cannot close a circle between them.
    """
    User.objects.select_for_update().get(pk=collection.owner_id)
    if collection.pk and collection.parent_id:
        tree = Tree(Collection.objects.filter(owner_id=collection.owner_id))
        inside = {collection.pk, *(below.pk for below in tree.below(collection))}
        if collection.parent_id in inside:
            raise WouldBeACircle
    if not collection.pk:
        collection.created_at = at
    collection.changed_at = at
    collection.save()
    return collection


@transaction.atomic
def delete_collection(collection: Collection) -> None:
    """Delete the gathering. Its bookmarks stay; what lay inside moves up to its parent."""
    Collection.objects.filter(parent=collection).update(parent=collection.parent_id)
    collection.delete()


def share(collection: Collection, person: User, role: str, at: datetime) -> CollectionMember:
    member, _made = CollectionMember.objects.update_or_create(
        collection=collection,
        person=person,
        defaults={"role": role},
        create_defaults={"role": role, "added_at": at},
    )
    return member


@transaction.atomic
def end_membership(collection: Collection, person: User) -> None:
    """Take a person out; the bookmarks that they added leave the collection with them."""
    collection.members.filter(person=person).delete()
    collection.items.filter(bookmark__owner=person).delete()


@transaction.atomic
def move(item: CollectionItem, where: str) -> None:
    """Move an item in the custom order: to the "top", "up", "down" or to the "bottom".

    Raise KeyError on any other word. The collection's row is locked: two moves do not mix.
    """
    Collection.objects.select_for_update().get(pk=item.collection_id)
    between = {"top": _over_all, "up": _up, "down": _down, "bottom": _under_all}[where]
    item.refresh_from_db(fields=["position"])
    place = between(item)
    if place is None:
        _spread(item.collection_id)
        item.refresh_from_db(fields=["position"])
        place = between(item)
    if place is not None and place != item.position:
        item.position = place
        item.save(update_fields=["position"])


def _over_all(item: CollectionItem) -> int:
    return CollectionItem.top_of(item.collection_id)


def _under_all(item: CollectionItem) -> int:
    lowest = _others(item).aggregate(lowest=models.Min("position"))["lowest"]
    return item.position if lowest is None else int(lowest) - CollectionItem.STEP


def _up(item: CollectionItem) -> int | None:
    higher = Q(position__gt=item.position) | Q(
        position=item.position, bookmark_id__gt=item.bookmark_id
    )
    near = _others(item).filter(higher).order_by("position", "bookmark_id")
    return _past(item, list(near.values_list("position", flat=True)[:2]), CollectionItem.STEP)


def _down(item: CollectionItem) -> int | None:
    lower = Q(position__lt=item.position) | Q(
        position=item.position, bookmark_id__lt=item.bookmark_id
    )
    near = _others(item).filter(lower).order_by("-position", "-bookmark_id")
    return _past(item, list(near.values_list("position", flat=True)[:2]), -CollectionItem.STEP)


def _past(item: CollectionItem, near: list[int], step: int) -> int | None:
    """The place just beyond the nearest neighbour; None where there is no room for one."""
    if not near:
        return item.position
    if len(near) == 1:
        return near[0] + step
    middle = (near[0] + near[1]) // 2
    return None if middle in near else middle


def _others(item: CollectionItem) -> "models.QuerySet[CollectionItem]":
    return CollectionItem.objects.filter(collection_id=item.collection_id).exclude(pk=item.pk)


def _spread(collection_id: int) -> None:
    """Give the items of a collection wide steps again, in their present order."""
    items = CollectionItem.objects.filter(collection_id=collection_id)
    ordered = list(items.order_by("position", "bookmark_id"))
    for n, item in enumerate(ordered, start=1):
        item.position = n * CollectionItem.STEP
    CollectionItem.objects.bulk_update(ordered, ["position"], batch_size=500)
