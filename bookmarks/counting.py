"""Numbers of bookmarks, and the proof that the kept ones are true."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Model, Q

from accounts.models import User, Viewer
from bookmarks.models import (
    Bookmark,
    Collection,
    CollectionItem,
    CollectionTally,
    Doubled,
    PersonTally,
)
from bookmarks.models.bookmark import Reach

Rows = set[tuple[int, ...]]

_KEPT = Q(bookmark__trashed_at__isnull=True)


def count_shown(collections: Sequence[Collection], viewer: Viewer) -> None:
    """Set `shown_count` on each: how many of its own bookmarks the viewer may see."""
    seen = CollectionTally.objects.seen_in(collections, viewer)
    for collection in collections:
        collection.shown_count = seen.get(collection.pk, 0)  # type: ignore[attr-defined]


def count_together(collections: Sequence[Collection], viewer: Viewer) -> int:
    """How many bookmarks of these collections the viewer may see, each counted once.

    Sets `shown_count` on each as well.
    """
    count_shown(collections, viewer)
    total = sum(each.shown_count for each in collections)  # type: ignore[attr-defined]
    return total - _counted_again(collections, viewer) if len(collections) > 1 else total


def _counted_again(collections: Sequence[Collection], viewer: Viewer) -> int:
    """Costs as much as there are bookmarks in more than one collection, which are few."""
    seen = Bookmark.objects.visible_to(viewer).kept()
    places = CollectionItem.objects.filter(
        collection__in=[each.pk for each in collections],
        bookmark__in=Doubled.objects.values("pk"),
    ).filter(bookmark__in=seen)
    found = places.aggregate(places=Count("pk"), bookmarks=Count("bookmark", distinct=True))
    return int(found["places"] - found["bookmarks"])


def count_listed(person: User, viewer: Viewer) -> int:
    """How many bookmarks the person's page shows the viewer."""
    tally = PersonTally.objects.listed_to(viewer).filter(owner=person)
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
        (Doubled, ("bookmark_id",), _true_doubled()),
    ):
        wrong[model._meta.db_table] = _compare(model, fields, true, repair=repair)
    return wrong


def _hold_still() -> None:
    """Nobody writes what is counted meanwhile; SQLite has one writer, which is this one."""
    if connection.vendor == "postgresql":
        tables = ", ".join(m._meta.db_table for m in (Bookmark, CollectionItem))
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


def _true_doubled() -> Rows:
    found = CollectionItem.objects.values("bookmark_id").annotate(places=Count("pk"))
    return set(found.filter(places__gt=1).values_list("bookmark_id"))
