"""Which bookmarks are meant, and what would become of them: a change that waits to be confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from bookmarks.bulk.acts import act_of
from bookmarks.listing import Listing
from bookmarks.models import Bookmark, BulkChange, BulkPart, Collection
from linkshare.kit.these import these

PART = 250
"""Bookmarks that are changed in one transaction: on SQLite all other writing waits for it."""
GROUPS = 50
"""The same for groups that are merged: each takes a few statements."""
PREVIEWS = 5
"""How many that were never confirmed are kept of a person."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person's own bookmarks, in the order of the list that they were chosen from."""

    ids: Sequence[int]
    others: int = 0
    """How many more the list holds, which only their owners may change."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done. `sources`: the collections that they would leave; None: all."""

    action: str
    tags: Sequence[str] = ()
    audience: str = ""
    collection: Collection | None = None
    sources: Sequence[int] | None = None
    about: str = ""


def by_keys(person: User, keys: Sequence[str]) -> Chosen:
    """Those of these that the person may change; all others are as if they were not there."""
    own = Bookmark.objects.editable_by(person).filter(key__in=set(keys))
    by_key = dict(own.values_list("key", "pk"))
    return Chosen([by_key[key] for key in dict.fromkeys(keys) if key in by_key])


def all_of(listing: Listing, person: User) -> Chosen:
    ids = listing.ids()
    own = Bookmark.objects.editable_by(person).filter(pk__in=these(ids))
    theirs = set(own.values_list("pk", flat=True))
    return Chosen([pk for pk in ids if pk in theirs], others=len(ids) - len(theirs))


def all_seen(listing: Listing) -> Chosen:
    """All that the list holds, whoever's they are: of what changes none of them."""
    return Chosen(listing.ids())


def propose(person: User, chosen: Chosen, wish: Wish, at: datetime, origin: str) -> BulkChange:
    """What would be done, to be looked at and confirmed."""
    change = BulkChange(
        person=person,
        requested_at=at,
        origin=origin,
        action=wish.action,
        tags=list(wish.tags),
        audience=wish.audience,
        collection=wish.collection,
        sources=None if wish.sources is None else list(wish.sources),
        about=wish.about[:500],
        others=chosen.others,
    )
    return keep(change, chosen.ids)


def keep(change: BulkChange, ids: Sequence[int]) -> BulkChange:
    """Write down a proposed change and whom it means, the last of the list first.

    So whoever is put on top of a collection after the others is the first there, too.
    """
    act = act_of(change)
    able = act.own.filter(pk__in=these(ids))
    meant = set(able.values_list("pk", flat=True))
    ordered = [pk for pk in reversed(ids) if pk in meant]
    change.found = len(ordered)
    change.same = able.filter(act.same()).count()
    return write(change, ordered)


def propose_merge(
    person: User, groups: Sequence[Sequence[int]], at: datetime, origin: str
) -> BulkChange:
    """Of groups of duplicates one bookmark each, to be looked at and confirmed."""
    merge = BulkChange.Action.MERGE
    change = BulkChange(person=person, requested_at=at, origin=origin, action=merge)
    change.found = len(groups)
    return write(change, groups, size=GROUPS)


@transaction.atomic
def write(change: BulkChange, rows: Sequence[Any], size: int = 0) -> BulkChange:
    """The change, and its rows in parts; in place of the previews that nobody confirmed."""
    previews = BulkChange.objects.filter(person=change.person, state=BulkChange.State.READY)
    newest = previews.order_by("-requested_at", "-pk").values_list("pk", flat=True)[: PREVIEWS - 1]
    previews.exclude(pk__in=list(newest)).delete()
    change.save()
    size = size or PART
    parts = [
        BulkPart(change=change, number=start, ids=list(rows[start : start + size]))
        for start in range(0, len(rows), size)
    ]
    BulkPart.objects.bulk_create(parts, batch_size=50)
    return change


def sample_of(change: BulkChange, size: int = 10) -> list[Bookmark]:
    """The first of the chosen, in the order of their list."""
    last = change.parts.order_by("-number").first()
    ids = list(reversed(last.ids[-size:])) if last else []
    is_copy = change.action == BulkChange.Action.COPY
    rows = act_of(change).own if is_copy else Bookmark.objects.editable_by(change.person)
    by_id = {bookmark.pk: bookmark for bookmark in rows.filter(pk__in=ids).for_cards()}
    return [by_id[pk] for pk in ids if pk in by_id]
