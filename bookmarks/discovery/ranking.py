"""What is saved by many, and which collections are alive: counted now and then, for everybody.

Who is new, unverified or suspended does not count: else a handful of accounts made in a minute
would decide what everybody reads.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Count, Max

from bookmarks.models import (
    Bookmark,
    Collection,
    CollectionItem,
    Follow,
    PopularLink,
    RankedCollection,
)
from bookmarks.models.bookmark import Reach

Period = PopularLink.Period
SPANS = {
    Period.DAY: timedelta(days=1),
    Period.WEEK: timedelta(days=7),
    Period.MONTH: timedelta(days=30),
    Period.YEAR: timedelta(days=365),
}
MOST = 1_000
"""Places in a list of popular links."""
OVERLAP = 5_000
"""Items that are looked at again: of two numbers the higher may be seen first."""
BATCH = 500


def rank_links(at: datetime) -> None:
    for period, span in SPANS.items():
        _keep_links(period, dict(_most_saved(at, span)), at)


def _most_saved(at: datetime, span: timedelta) -> Iterable[tuple[int, int]]:
    """Each person counts once for a link: they save it once."""
    listed = Bookmark.objects.listed_to(AnonymousUser())
    lately = listed.filter(saved_at__gt=at - span, saved_at__lte=at, **_known_for_long(at, "owner"))
    people = lately.values_list("link_id").annotate(people=Count("pk"))
    return people.filter(people__gte=settings.POPULAR_PEOPLE).order_by("-people", "-link_id")[:MOST]


def _known_for_long(at: datetime, person: str) -> dict[str, Any]:
    return {
        f"{person}__may_publish": True,
        f"{person}__date_joined__lte": at - timedelta(days=settings.POPULAR_ACCOUNT_DAYS),
    }


@transaction.atomic
def _keep_links(period: str, people: Mapping[int, int], at: datetime) -> None:
    """Only what is another is written."""
    rows = PopularLink.objects.filter(period=period)
    there = dict(rows.values_list("link_id", "people"))
    rows.filter(link__in=there.keys() - people.keys()).delete()
    new = [
        PopularLink(period=period, link_id=link, people=n, since=at)
        for link, n in people.items()
        if there.get(link) != n
    ]
    PopularLink.objects.bulk_create(
        new,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["period", "link"],
        update_fields=["people"],
    )


def rank_collections(at: datetime) -> None:
    shown = dict(_shown().values_list("pk", "title"))
    there = {row.pk: row for row in RankedCollection.objects.all()}
    followers = _followers(at)
    alive = _alive(there)
    new = []
    for pk, title in shown.items():
        old = there.get(pk)
        newest, active_at = alive.get(pk) or (old and (old.newest, old.active_at)) or (0, None)
        if active_at is None:
            continue  # nothing lies there yet
        rank = RankedCollection(collection_id=pk, active_at=active_at, newest=newest)
        rank.followers, rank.words = followers.get(pk, 0), title.casefold()
        if old is None or _said(rank) != _said(old):
            new.append(rank)
    _keep_collections(new, there.keys() - shown.keys())


def _shown() -> Any:
    public = Collection.objects.listed_to(AnonymousUser()).public()
    return public.filter(is_on_profile=True)


def _alive(there: Mapping[int, RankedCollection]) -> dict[int, tuple[int, datetime]]:
    """What was added last to where something was added since; to what is new here, ever."""
    known = max((row.newest for row in there.values()), default=0)
    items = CollectionItem.objects.filter(bookmark__reach__gt=Reach.OWNER)
    unknown = _shown().filter(rank=None)
    found: dict[int, tuple[int, datetime]] = {
        pk: (0, changed_at) for pk, changed_at in _shown().smart().values_list("pk", "changed_at")
    }
    for some in (items.filter(pk__gt=known - OVERLAP), items.filter(collection__in=unknown)):
        rows = some.values_list("collection_id").annotate(Max("pk"), Max("added_at"))
        found |= {pk: (newest, added_at) for pk, newest, added_at in rows}
    return found


def _followers(at: datetime) -> dict[int, int]:
    follows = Follow.objects.filter(collection__isnull=False, **_known_for_long(at, "follower"))
    return dict(follows.values_list("collection_id").annotate(Count("pk")))


def _said(rank: RankedCollection) -> tuple[Any, ...]:
    return rank.active_at, rank.newest, rank.followers, rank.words


@transaction.atomic
def _keep_collections(ranks: Iterable[RankedCollection], gone: Iterable[int]) -> None:
    RankedCollection.objects.filter(pk__in=list(gone)).delete()
    RankedCollection.objects.bulk_create(
        ranks,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["collection"],
        update_fields=["active_at", "newest", "followers", "words"],
    )
