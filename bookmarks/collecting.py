"""Collections as people handle them: made, moved in the tree, shared, ordered, deleted."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils.text import slugify

from accounts.models import User, Viewer
from bookmarks.models import (
    Collection,
    CollectionEvent,
    CollectionMember,
)
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

    def branches(self, above: int | None = None) -> Iterator[Branch]:
        """From the top of the page down. Without recursion: people nest as deep as they like."""
        waiting = self._inside(above, depth=0)
        while waiting:
            branch = waiting.pop()
            yield branch
            waiting += self._inside(branch.collection.pk, branch.depth + 1)

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

    def _inside(self, above: int | None, depth: int) -> list[Branch]:
        """The last one first."""
        return [Branch(collection, depth) for collection in reversed(self._children[above])]


def tree_of(owner: User, viewer: Viewer) -> Tree:
    """The person's collections that lists may name to the viewer, as a tree."""
    listed = Collection.objects.listed_to(viewer).filter(owner=owner)
    return Tree(listed.select_related("owner"))


def places_of(person: User) -> list[tuple[int, str]]:
    """To what the person may add, by id and by its way from the top: "Work / Clients / Acme"."""
    found = list(Collection.objects.editable_by(person).select_related("owner"))
    by_id = {collection.pk: collection for collection in found}
    places = [(each.pk, _way_to(each, by_id, person)) for each in found]
    return sorted(places, key=lambda place: (place[1].casefold(), place[0]))


def _way_to(collection: Collection, by_id: dict[int, Collection], person: User) -> str:
    is_own = collection.owner_id == person.pk
    way = [collection.title if is_own else f"{collection.title} ({collection.owner})"]
    parent = by_id.get(collection.parent_id or 0)
    while parent:
        way.insert(0, parent.title)
        parent = by_id.get(parent.parent_id or 0)
    return " / ".join(way)


@transaction.atomic
def collection_named(owner: User, title: str, at: datetime) -> Collection:
    """The person's own collection of this name; a new one only they see at first."""
    _hold_tree_of(owner.pk)
    own = Collection.objects.editable_by(owner).managed_by(owner)
    found = own.filter(title__iexact=title).order_by("pk").first()
    slug, private = free_slug(owner, title), Collection.Audience.PRIVATE
    new = Collection(owner=owner, title=title, slug=slug, audience=private)
    return found or keep_collection(new, at)


def free_slug(owner: User, title: str, except_for: Collection | None = None) -> str:
    """An address for this title that the owner has not given out."""
    dashed = re.sub("[-_]+", "-", slugify(title))
    base = dashed[: SLUG_MAX - len("-999999")].strip("-") or "collection"
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
    Raise Collection.DoesNotExist where it was deleted meanwhile.
    """
    _hold_tree_of(collection.owner_id)
    if collection.pk and not Collection.objects.filter(pk=collection.pk).exists():
        raise Collection.DoesNotExist
    if collection.pk and collection.parent_id:
        tree = Tree(Collection.objects.filter(owner_id=collection.owner_id))
        inside = {collection.pk, *(below.pk for below in tree.below(collection))}
        if collection.parent_id in inside:
            raise WouldBeACircle
    collection.changed_at = at
    if collection.pk:
        collection.save(update_fields=_OWNERS_TO_CHANGE)
    else:
        collection.created_at = at
        collection.save()
    return collection


@transaction.atomic
def delete_collection(collection: Collection) -> None:
    """Delete the gathering. Its bookmarks stay; what lay inside moves up to its parent."""
    _hold_tree_of(collection.owner_id)
    found = Collection.objects.filter(pk=collection.pk)
    for parent_id in found.values_list("parent_id", flat=True):
        Collection.objects.filter(parent=collection).update(parent=parent_id)
    found.delete()


def _hold_tree_of(owner_id: int) -> None:
    """Until the transaction ends, the shape of this person's tree is ours."""
    User.objects.select_for_update(no_key=True).get(pk=owner_id)


# Not what moderators write, who may be at it at the same time.
_OWNERS_TO_CHANGE = [
    "parent",
    "title",
    "slug",
    "description",
    "icon",
    "query",
    "audience",
    "is_on_profile",
    "default_view",
    "default_sort",
    "hidden_fields",
    "changed_at",
]


def share(collection: Collection, person: User, role: str, at: datetime) -> CollectionMember:
    member, _made = CollectionMember.objects.update_or_create(
        collection=collection,
        person=person,
        defaults={"role": role},
        create_defaults={"role": role, "added_at": at},
    )
    return member


@transaction.atomic
def end_membership(
    collection: Collection, person: User, at: datetime, *, by: User | None = None
) -> None:
    """Take a person out; the bookmarks that they added leave the collection with them."""
    Collection.objects.hold([collection])
    gone, _by_model = collection.members.filter(person=person).delete()
    collection.items.filter(bookmark__owner=person).delete()
    if gone:
        kind = CollectionEvent.Kind.REMOVED if by else CollectionEvent.Kind.LEFT
        record(collection, person, kind, at)


def record(collection: Collection, person: User, kind: str, at: datetime) -> None:
    """For those who share the collection."""
    CollectionEvent.objects.create(collection=collection, person=person, kind=kind, at=at)
