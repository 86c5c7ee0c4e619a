"""Who follows whom, by the hundred thousand: people, the collections of some, and follows.

The same for the same numbers and seed; a run that was interrupted is completed by the next.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from bookmarks.demo.made_up.chance import Zipf, chance_for
from bookmarks.demo.made_up.plan import END, START
from bookmarks.demo.made_up.rows import key_of
from bookmarks.demo.people import mail_address
from bookmarks.models import Bookmark, Collection, CollectionItem, Follow, Link, Tag
from bookmarks.search.indexing import index_bookmarks
from linkshare.kit.mass_insert import insert_rows
from linkshare.kit.statistics import refresh_statistics

ONE_GATHERS_OF = 10
"""One of so many people has a collection …"""
GATHERED = 5
"""… of so many bookmarks."""
KEEN = 5_000
"""The first person follows so many of them."""

_BATCH = 5_000
_PREFIX = "follower-"
_FOLLOW = ("follower_id", "person_id", "collection_id", "tag_id", "created_at")

Row = tuple[Any, ...]


def draw(people: int, follows: int, seed: int) -> None:
    """Make people, one in ten of them with a collection, and who follows whom or what."""
    chance = chance_for(f"{seed}/follows/{people}/{follows}")
    ids = _make_people(people)
    refresh_statistics()
    gatherers = ids[::ONE_GATHERS_OF]
    collections = _make_collections(gatherers)
    _gather(gatherers, collections, chance)
    tags = list(Tag.objects.order_by("pk").values_list("pk", flat=True)[:300])
    rows = _follows(ids, gatherers, collections, tags, chance)
    first = ((ids[0], None, pk, None, START) for pk in collections[1 : KEEN + 1])
    _insert(Follow, _FOLLOW, first)
    for batch in _batches(islice(rows, follows)):
        insert_rows(Follow, _FOLLOW, batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _make_people(count: int) -> list[int]:
    """Nobody can log in as them."""
    columns = ("handle", "email", "password", "verified_at", "date_joined")
    names = (f"{_PREFIX}{number}" for number in range(1, count + 1))
    _insert(User, columns, ((name, mail_address(name), "!", START, START) for name in names))
    made = User.objects.filter(handle__startswith=_PREFIX, email__endswith=mail_address(""))
    return list(made.order_by("pk").values_list("pk", flat=True)[:count])


def _make_collections(gatherers: list[int]) -> list[int]:
    columns = ("owner_id", "title", "slug", "created_at", "changed_at")
    rows = ((pk, f"Shelf {n}", "shelf", START, END) for n, pk in enumerate(gatherers, 1))
    _insert(Collection, columns, rows)
    made = Collection.objects.filter(slug="shelf", owner__handle__startswith=_PREFIX)
    return list(made.order_by("owner").values_list("pk", flat=True)[: len(gatherers)])


def _gather(gatherers: list[int], collections: list[int], chance: Random) -> None:
    """In the order of time; of pages that are there already."""
    links = list(Link.objects.order_by("pk").values_list("pk", flat=True)[:50_000])
    many = len(gatherers) * GATHERED if links else 0
    where = [chance.randrange(len(gatherers)) for _number in range(many)]
    columns = ("key", "owner_id", "link_id", "saved_at", "changed_at")
    rows = (
        (key_of(chance), gatherers[n], chance.choice(links), at, at)
        for n, at in zip(where, _moments(many), strict=True)
    )
    homes = dict(zip(gatherers, collections, strict=True))
    for batch in _batches(rows):
        with transaction.atomic():
            made = insert_rows(Bookmark, columns, batch, returning=("id", "owner_id", "key"))
            times = {key: at for key, _owner, _link, at, _changed in batch}
            items = [
                (homes[owner], pk, pk * CollectionItem.STEP, times[key], times[key])
                for pk, owner, key in made
            ]
            placed = ("collection_id", "bookmark_id", "position", "saved_at", "added_at")
            insert_rows(CollectionItem, placed, items)
            index_bookmarks([pk for pk, _owner, _key in made])


def _moments(many: int) -> Iterator[datetime]:
    """Of the last year, one after the other."""
    year = timedelta(days=365)
    return ((END - year + year * n / many).replace(microsecond=0) for n in range(many))


def _follows(
    ids: list[int], gatherers: list[int], collections: list[int], tags: list[int], chance: Random
) -> Iterator[Row]:
    """Some are followed by very many, most by a few."""
    popular, shelves, words = Zipf(gatherers, 0.8), Zipf(collections, 0.8), Zipf(tags)
    while True:
        follower, draw = chance.choice(ids), chance.random()
        if draw < 0.1 and tags:
            yield follower, None, None, words.pick(chance), START
        elif draw < 0.45:
            person = popular.pick(chance)
            if person != follower:
                yield follower, person, None, None, START
        else:
            yield follower, None, shelves.pick(chance), None, START


def _insert(model: type[Any], columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    for batch in _batches(rows):
        insert_rows(model, columns, batch)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    coming = iter(rows)
    while batch := list(islice(coming, _BATCH)):
        yield batch
