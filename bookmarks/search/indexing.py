"""The index follows every change, in the same transaction.

Triggers note what changed (`SearchChange`), whoever changed it. Who changes bookmarks calls
`index_bookmarks` at the end of the transaction, or `index_noted` and `index_links` after it; what
nobody called for (a hand at the database) is done by `sweep` within seconds.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from bookmarks.models import Bookmark, CollectionItem, Tagging
from bookmarks.models.bookmark import Reach
from bookmarks.models.search import SearchChange, place_of
from bookmarks.search.document import Document, Source, document_of
from bookmarks.search.engine import engine
from bookmarks.search.sorting import Place, Sorted, sort_anew, sort_title_of
from bookmarks.search.spelling import Learned, learn_after_commit, spelled_words
from bookmarks.search.stemming import stemmer
from linkshare.kit.prepared import prepared

BATCH = 200
"""Bookmarks that are indexed in one transaction: on SQLite all other writing waits for it."""

Kind = SearchChange.Kind

_FIELDS = {
    "owner_id": "owner_id",
    "title": "title",
    "note": "note",
    "audience": "audience",
    "is_favorite": "is_favorite",
    "is_to_read": "is_to_read",
    "url": "link__url",
    "host": "link__host",
    "page_title": "link__title",
    "excerpt": "link__excerpt",
    "site_name": "link__site_name",
    "author": "link__author",
    "kind": "link__kind",
    "page_text": "link__main_text__text",
}
"""Of a Source: where a bookmark has it."""


@transaction.atomic(savepoint=False)
def index_bookmarks(ids: Iterable[int], *, skip_locked: bool = False) -> set[int]:
    """Make the index say what these bookmarks say now. Return those that were indexed.

    `skip_locked` leaves out, with its note, what another transaction is changing.
    """
    # The lock, then the notes, then the look: a change that commits later waits for the lock, or
    # leaves a note that is not deleted here.
    locked = set(_lock(set(ids), skip_locked=skip_locked))
    SearchChange.objects.filter(kind=Kind.BOOKMARK, target_id__in=locked).delete()
    found = _read(locked)
    if found.rows:
        _write(found)
    return locked


def index_links(link_ids: Iterable[int]) -> None:
    """Make the index say what pages that were noted say now, for all who saved them.

    To be called after the transaction that changed them. What thousands saved is left to the
    sweeper: whoever changed the page has more to do.
    """
    with transaction.atomic():
        changed = SearchChange.objects.filter(kind=Kind.LINK, target_id__in=list(link_ids))
        theirs = _spread(Kind.LINK, set(changed.values_list("target_id", flat=True)))
    if len(theirs) <= BATCH:
        index_noted(theirs)


def index_noted(ids: Iterable[int]) -> None:
    """Index bookmarks that have notes, holding the lock only to write.

    To look and to cut words takes ten times as long, and on SQLite everybody else would wait for
    it. A bookmark whose note has gone meanwhile was indexed by another, who looked later.
    """
    noted = SearchChange.objects.filter(kind=Kind.BOOKMARK, target_id__in=list(ids))
    notes = dict(noted.values_list("pk", "target_id"))
    if not notes:
        return
    found = _read(set(notes.values()))
    with transaction.atomic():
        locked = set(_lock(set(notes.values()), skip_locked=True))
        left = SearchChange.objects.filter(pk__in=notes, target_id__in=locked)
        current = set(left.values_list("target_id", flat=True))
        left.delete()
        if current:
            _write(found.only(current))


@transaction.atomic
def sweep() -> int:
    """Index a batch of what was noted longest ago. Return how many notes are done with."""
    before = list(SearchChange.objects.order_by("pk")[:BATCH])
    for kind in (Kind.LINK, Kind.TAG):
        _spread(kind, {note.target_id for note in before if note.kind == kind})
    ids = {note.target_id for note in before if note.kind == Kind.BOOKMARK}
    left = ids - index_bookmarks(ids, skip_locked=True)
    locked = Bookmark.objects.filter(pk__in=left).values_list("pk", flat=True)
    gone = left.difference(locked)
    SearchChange.objects.filter(kind=Kind.BOOKMARK, target_id__in=gone).delete()
    return len(before) - len(left) + len(gone)


def note_all() -> None:
    """Have every bookmark indexed anew, the newest first."""
    newest_first = Bookmark.objects.order_by("-pk").values_list("pk", flat=True)
    _note(newest_first.iterator(chunk_size=5_000))


def is_behind() -> bool:
    """Whether anything changed that is not indexed yet. Kept pages ask: a plain statement."""
    with prepared(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM bookmarks_searchchange LIMIT 1", [])
        return cursor.fetchone() is not None


def pending() -> int:
    """How many notes wait for the sweeper."""
    return SearchChange.objects.count()


def _spread(kind: str, targets: set[int]) -> list[int]:
    """Turn the notes of links or tags into notes of their bookmarks."""
    if not targets:
        return []
    by = {"link__in": targets} if kind == Kind.LINK else {"taggings__tag__in": targets}
    found = Bookmark.objects.filter(**by).order_by("pk").values_list("pk", flat=True)
    theirs = list(dict.fromkeys(found))
    _note(theirs)
    SearchChange.objects.filter(kind=kind, target_id__in=targets).delete()
    return theirs


def _note(ids: Iterable[int]) -> None:
    notes = (SearchChange(kind=Kind.BOOKMARK, target_id=pk) for pk in ids)
    SearchChange.objects.bulk_create(notes, batch_size=5_000)


def _lock(ids: set[int], *, skip_locked: bool) -> Iterable[int]:
    if not connection.features.has_select_for_update:
        return ids  # SQLite: whoever writes is alone
    rows = Bookmark.objects.filter(pk__in=ids).order_by("pk")
    locked = rows.select_for_update(no_key=True, skip_locked=skip_locked)
    return locked.values_list("pk", flat=True)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the index is to say of some bookmarks, how they are sorted, and the words seen."""

    rows: list[tuple[int, int, Document]]
    titles: dict[int, Sorted]
    places: list[Place]
    words: Learned

    def only(self, ids: set[int]) -> "_Found":
        return replace(
            self,
            rows=[row for row in self.rows if row[1] in ids],
            titles={pk: keys for pk, keys in self.titles.items() if pk in ids},
            places=[place for place in self.places if place[0] in ids],
        )


def _write(found: _Found) -> None:
    engine().write(found.rows)
    sort_anew(found.titles, found.places)
    learn_after_commit(found.words)


def _read(ids: set[int]) -> _Found:
    stem = stemmer(settings.LANGUAGE_CODE)
    words: defaultdict[int | None, set[str]] = defaultdict(set)
    found = _Found([], {}, [], words)
    tags = _grouped(Tagging.objects.filter(content_object__in=ids), "content_object", "tag__name")
    items = CollectionItem.objects.filter(bookmark__in=ids)
    places = _grouped(items, "bookmark", "collection", "pk", "sort_title")
    columns = ("pk", "saved_at", "reach", "sort_title", *_FIELDS.values())
    for pk, saved_at, reach, kept, *fields in Bookmark.objects.filter(pk__in=ids).values_list(
        *columns
    ):
        said = dict(zip(_FIELDS, fields, strict=True))
        said["page_text"] = said["page_text"] or ""  # a page that was not read has no row of it
        source = Source(
            tags=[name for (name,) in tags[pk]], collections=[c for c, *_ in places[pk]], **said
        )
        found.rows.append((place_of(saved_at, pk), pk, document_of(source, stem)))
        found.titles[pk] = kept, sort_title_of(source.title, source.page_title, source.url)
        found.places.extend((pk, item, key) for _collection, item, key in places[pk])
        owner = None if reach == Reach.EVERYONE else source.owner_id
        words[owner] |= spelled_words([source.title, source.page_title, *source.tags])
    return found


def _grouped(rows: QuerySet[Any], key: str, *fields: str) -> dict[int, list[tuple[Any, ...]]]:
    groups = defaultdict(list)
    for owner, *values in rows.order_by("pk").values_list(key, *fields):
        groups[owner].append(tuple(values))
    return groups
