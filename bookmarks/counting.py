"""Numbers of bookmarks, and the proof that the kept ones are true."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Model, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.models import User, Viewer
from bookmarks.models import (
    Bookmark,
    Collection,
    CollectionItem,
    CollectionTally,
    Doubled,
    PersonTally,
    Tag,
    Tagging,
    TagTally,
)
from bookmarks.models.bookmark import Reach
from bookmarks.search.smart import count_found
from bookmarks.search.summary import WINDOW
from bookmarks.tag_names import path_of

Rows = set[tuple[Any, ...]]
Parents = Mapping[int, int | None]
"""Collection → the one that it lies in."""

_KEPT = Q(bookmark__trashed_at__isnull=True)


def count_shown(
    collections: Sequence[Collection], viewer: Viewer, listed: Iterable[Collection] | None = None
) -> None:
    """Set `shown_count` on each: how many bookmarks its page shows the viewer.

    Those of the collections below it are among them: of `listed`, what lists may name to the
    viewer of these owners' collections. Not what smart ones find: see `count_smart`.
    """
    if listed is None:
        owners = {each.owner_id for each in collections}
        listed = Collection.objects.listed_to(viewer).filter(owner__in=owners)
        listed = listed.only("parent_id")
    parents = {each.pk: each.parent_id for each in (*listed, *collections)}
    _count(collections, parents, viewer)


def count_together(collection: Collection, below: Sequence[Collection], viewer: Viewer) -> int:
    """How many bookmarks a collection and those below it show the viewer, each counted once.

    Sets `shown_count` on each as well, as `count_shown` does.
    """
    every = (collection, *below)
    _count(every, {each.pk: each.parent_id for each in every}, viewer)
    return collection.shown_count  # type: ignore[attr-defined,no-any-return]


def _count(collections: Iterable[Collection], parents: Parents, viewer: Viewer) -> None:
    nests = _nests(parents)
    seen = CollectionTally.objects.seen_in(parents, viewer)
    has_nests = any(len(nest) > 1 for nest in nests.values())
    places = _places_of_doubled(parents, viewer) if has_nests else []
    for collection in collections:
        nest = nests[collection.pk]
        total = sum(seen.get(pk, 0) for pk in nest)
        again = sum(max(0, len(nest & each) - 1) for each in places)
        collection.shown_count = total - again  # type: ignore[attr-defined]


def count_smart(collections: Iterable[Collection], viewer: Viewer) -> None:
    """Set `shown_count` on those that a search fills, and `shown_is_more` beyond a bound.

    Each costs a search, so that lists which others see leave these numbers out.
    """
    found = [collection for collection in collections if collection.is_smart]
    numbers = count_found(found, viewer) if found else {}
    for each in found:
        n = numbers.get(each.pk, 0)
        each.shown_count = min(n, WINDOW)  # type: ignore[attr-defined]
        each.shown_is_more = n > WINDOW  # type: ignore[attr-defined]


def _nests(parents: Parents) -> dict[int, set[int]]:
    """Each collection with all that lie below it."""
    nests: dict[int, set[int]] = {pk: {pk} for pk in parents}
    for pk in parents:
        above = parents[pk]
        while above is not None and above in parents:
            nests[above].add(pk)
            above = parents[above]
    return nests


def _places_of_doubled(ids: Iterable[int], viewer: Viewer) -> list[set[int]]:
    """The collections of each bookmark that lies in several of these: they are few."""
    within = CollectionItem.objects.filter(collection__in=list(ids))
    doubled = within.filter(bookmark__in=Doubled.objects.values("pk")).values("bookmark_id")
    several = doubled.annotate(n=Count("pk")).filter(n__gt=1).values("bookmark_id")
    seen = Bookmark.objects.visible_to(viewer).kept().filter(pk__in=several)
    places: dict[int, set[int]] = defaultdict(set)
    items = within.filter(bookmark__in=seen)
    for bookmark_id, collection_id in items.values_list("bookmark_id", "collection_id"):
        places[bookmark_id].add(collection_id)
    return list(places.values())


def count_listed(person: User, viewer: Viewer) -> int:
    """How many bookmarks the person's page shows the viewer."""
    tally = PersonTally.objects.shown_to(viewer).filter(owner=person)
    return tally.values_list("listed", flat=True).first() or 0


def count_kept(owner: User) -> int:
    """How many bookmarks the owner's library holds."""
    return PersonTally.objects.filter(owner=owner).values_list("kept", flat=True).first() or 0


@transaction.atomic
def recount(*, repair: bool = False) -> dict[str, int]:
    """How many of the kept numbers are wrong, by table; with `repair` they are made right."""
    _hold_still()
    wrong = {}
    for model, fields, true in (
        (PersonTally, ("owner_id", "kept", "listed"), _true_people()),
        (CollectionTally, ("collection_id", "owner_id", "kept", "shared"), _true_collections()),
        (TagTally, ("owner_id", "tag_id", "path", "kept", "listed"), _true_tags()),
        (Doubled, ("bookmark_id",), _true_doubled()),
    ):
        wrong[model._meta.db_table] = _compare(model, fields, true, repair=repair)
    if repair and wrong[TagTally._meta.db_table]:
        _restore_latest()
    return wrong


def _hold_still() -> None:
    """Nobody writes what is counted meanwhile; SQLite has one writer, which is this one."""
    if connection.vendor == "postgresql":
        tables = ", ".join(m._meta.db_table for m in (Bookmark, CollectionItem, Tagging))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE MODE")


def _compare(model: type[Model], fields: Sequence[str], true: Rows, *, repair: bool) -> int:
    rows: Any = model._default_manager
    kept: Rows = set(rows.values_list(*fields))
    # A row of noughts is what is left of a collection that was emptied.
    kept = {row for row in kept if len(row) == 1 or any(row[-2:])}
    wrong = kept ^ true
    if wrong and repair:
        rows.all().delete()
        made = [model(**dict(zip(fields, row, strict=True))) for row in sorted(true)]
        rows.bulk_create(made, batch_size=1000)
    return len({row[: max(1, len(row) - 2)] for row in wrong})


def _true_people() -> Rows:
    found = Bookmark.objects.values("owner_id").annotate(
        kept=Count("pk", filter=Q(trashed_at__isnull=True)),
        listed=Count("pk", filter=Q(reach=Reach.EVERYONE)),
    )
    return {row for row in found.values_list("owner_id", "kept", "listed") if any(row[1:])}


def _true_collections() -> Rows:
    found = CollectionItem.objects.values("collection_id", "bookmark__owner_id").annotate(
        kept=Count("pk", filter=_KEPT),
        shared=Count("pk", filter=Q(bookmark__reach__gt=Reach.OWNER)),
    )
    rows = found.values_list("collection_id", F("bookmark__owner_id"), "kept", "shared")
    return {row for row in rows if any(row[2:])}


def _true_tags() -> Rows:
    found = Tagging.objects.values("content_object__owner_id", "tag_id").annotate(
        kept=Count("pk", filter=Q(content_object__trashed_at__isnull=True)),
        listed=Count("pk", filter=Q(content_object__reach=Reach.EVERYONE)),
    )
    rows = found.values_list("content_object__owner_id", "tag_id", "kept", "listed")
    paths = {pk: path_of(slug) for pk, slug in Tag.objects.values_list("pk", "slug")}
    return {(owner, tag, paths[tag], *counts) for owner, tag, *counts in rows if any(counts)}


def _restore_latest() -> None:
    uses = Tagging.objects.filter(content_object__owner=OuterRef("owner"), tag=OuterRef("tag"))
    latest = uses.order_by("-pk").values("pk")[:1]
    TagTally.objects.filter(latest=0).update(latest=Coalesce(latest, 0))


def _true_doubled() -> Rows:
    found = CollectionItem.objects.values("bookmark_id").annotate(places=Count("pk"))
    return set(found.filter(places__gt=1).values_list("bookmark_id"))
