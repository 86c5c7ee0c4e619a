"""Made-up bookmarks into the database: batch after batch, each in one transaction.

A run that was interrupted goes on where it stopped: the keys of a batch follow from its number, so
the database itself says which batches it has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction
from tqdm import tqdm

from accounts.models import User
from bookmarks.demo.made_up import rows
from bookmarks.demo.made_up.crowd import ARCHIVE, Crowd, gather
from bookmarks.demo.made_up.plan import Saving, savings
from bookmarks.demo.made_up.words import Language, language
from bookmarks.models import Bookmark, CollectionItem, Link, Tag, Tagging
from bookmarks.search.indexing import index_bookmarks

BATCH = 1_000


class OtherRunError(Exception):
    """The database has made-up bookmarks of another number or seed."""


def write(demo: User, count: int, seed: int, *, show_progress: bool = False) -> int:
    """Make what is missing of `count` bookmarks. Return how many that were."""
    run = f"{seed}/{count}"
    written = _written(count, run)
    if written == count:
        return 0
    if not written and _has_made_up(demo):
        raise OtherRunError
    writer = _Writer(gather(demo, language()), language(), seed, run)
    coming = islice(savings(count, seed), written, None)
    bar = tqdm(
        total=count, initial=written, unit=" bookmarks", disable=None if show_progress else True
    )
    with bar:
        for batch in _batches(coming):
            writer.write(batch)
            bar.update(len(batch))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a planner without statistics walks through whole tables
    return count - written


def _written(count: int, run: str) -> int:
    """How many are there already: by bisection, since batches are written in their order."""
    low, high = 0, -(-count // BATCH)
    while low < high:
        middle = (low + high) // 2
        if _has_batch(middle, count, run):
            low = middle + 1
        else:
            high = middle
    return min(low * BATCH, count)


def _has_batch(batch: int, count: int, run: str) -> bool:
    """Any of its keys will do: people delete what they like."""
    numbers = range(batch * BATCH, min((batch + 1) * BATCH, count))
    keys = [rows.key_of(rows.bookmark_chance(number, run)) for number in numbers]
    return Bookmark.objects.filter(key__in=keys).exists()


def _has_made_up(demo: User) -> bool:
    return CollectionItem.objects.filter(
        collection__owner=demo,
        collection__slug=ARCHIVE,
        bookmark__link__host__endswith=rows.HOSTS_END,
    ).exists()


def _batches(coming: Iterator[Saving]) -> Iterator[list[Saving]]:
    while batch := list(islice(coming, BATCH)):
        yield batch


@dataclass(slots=True)
class _Draft:
    """A bookmark that is about to be written, with what belongs to it."""

    bookmark: Bookmark
    tags: set[str]
    collections: list[int]
    position: int


class _Writer:
    def __init__(self, crowd: Crowd, language: Language, seed: int, run: str) -> None:
        self._crowd = crowd
        self._language = language
        self._seed = seed
        self._run = run
        self._tags: dict[str, int] = {}

    @transaction.atomic
    def write(self, batch: list[Saving]) -> None:
        pages = {one.link: rows.page(one.link, self._seed, self._language) for one in batch}
        links = _links(batch, pages)
        drafts = [self._draft(one, pages[one.link], links[one.link]) for one in batch]
        Bookmark.objects.bulk_create([draft.bookmark for draft in drafts])
        self._learn_tags(set().union(*(draft.tags for draft in drafts)))
        Tagging.objects.bulk_create(self._taggings(drafts))
        CollectionItem.objects.bulk_create(_items(drafts))
        index_bookmarks([draft.bookmark.pk for draft in drafts])

    def _draft(self, saving: Saving, page: rows.Page, link: Link) -> _Draft:
        chance = rows.bookmark_chance(saving.number, self._run)
        owner = self._crowd.people[saving.person]
        return _Draft(
            rows.bookmark(saving, link, owner.pk, page, chance, self._language),
            rows.tag_names(page, chance, self._language),
            self._crowd.collections_for(saving.person, page.subject.name, chance),
            (saving.number + 1) * CollectionItem.STEP,
        )

    def _learn_tags(self, names: set[str]) -> None:
        unknown = names - self._tags.keys()
        if unknown:
            # By slug: somebody may have spelt the tag in another way first.
            ids = {tag.slug: tag.pk for tag in Tag.objects.named(sorted(unknown))}
            self._tags |= {name: ids[name] for name in unknown}

    def _taggings(self, drafts: list[_Draft]) -> list[Tagging]:
        return [
            Tagging(tag_id=self._tags[name], content_object=draft.bookmark)
            for draft in drafts
            for name in sorted(draft.tags)
        ]


def _links(batch: list[Saving], pages: dict[int, rows.Page]) -> dict[int, Link]:
    """Plan's number → link; the pages that nobody saved before are written."""
    known: dict[Any, Link] = Link.objects.in_bulk(
        [page.url for page in pages.values()], field_name="url"
    )
    links = {number: known[page.url] for number, page in pages.items() if page.url in known}
    new: dict[int, Link] = {}
    for one in batch:
        if one.link not in links and one.link not in new:
            new[one.link] = pages[one.link].as_link(one.saved_at)
    Link.objects.bulk_create(new.values())
    return links | new


def _items(drafts: list[_Draft]) -> list[CollectionItem]:
    return [
        CollectionItem(
            collection_id=collection,
            bookmark=draft.bookmark,
            position=draft.position,
            saved_at=draft.bookmark.saved_at,
            added_at=draft.bookmark.saved_at,
        )
        for draft in drafts
        for collection in draft.collections
    ]
