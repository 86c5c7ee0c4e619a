"""Saving by the hundred what `saving` saves one by one: the same rows in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from bookmarks.addresses import host_of, key_of
from bookmarks.addresses.sites import site_key
from bookmarks.models import Bookmark, CollectionItem, Link, Tag, TagAlias, Tagging
from bookmarks.models.bookmark import new_key
from bookmarks.saving import Draft, said_in
from bookmarks.screening import hold_back, judge_many
from bookmarks.search.sorting import sort_title_of
from bookmarks.tag_names import folded
from linkshare.kit.mass_insert import insert_rows


@dataclass(frozen=True, slots=True)
class Dated:
    """A draft with its times; `draft.collections` is not looked at: see `place_many`."""

    draft: Draft
    saved_at: datetime
    changed_at: datetime


class Kept(NamedTuple):
    """What a person now has of an address."""

    bookmark_id: int
    saved_at: datetime
    is_new: bool


class Place(NamedTuple):
    collection_id: int
    bookmark_id: int
    saved_at: datetime
    """The bookmark's."""
    position: int = 0
    """In the custom order; without one it is on top."""


@transaction.atomic
def save_many(owner: User, drafts: Sequence[Dated], at: datetime) -> dict[str, Kept]:
    """Save links for a person, by address.

    What they already have is left as it is. Each address once. Links are due to be fetched;
    the sweeper sends for them at its own pace.
    """
    links = _links([dated.draft.url for dated in drafts], at)
    kept = _bookmarks_of(owner, links)
    wanted = [dated for dated in drafts if dated.draft.url not in kept]
    kept |= _made(owner, links, wanted, at)
    if len(kept) < len(links):  # somebody else was faster
        kept |= _bookmarks_of(owner, {url: pk for url, pk in links.items() if url not in kept})
    _tag(owner, kept, wanted)
    return kept


def place_many(places: Iterable[Place], at: datetime) -> dict[tuple[int, int], int]:
    """Put each bookmark at its position, or on top of its collection, in this order.

    Return the places that were made anew: by collection and bookmark, the item.
    """
    places = list(dict.fromkeys(places))
    there = _items(places)
    tops: dict[int, int] = {}
    rows = []
    for place in places:
        if (place.collection_id, place.bookmark_id) in there:
            continue
        position = place.position
        if not position:
            position = tops.get(place.collection_id) or CollectionItem.top_of(place.collection_id)
            tops[place.collection_id] = position + CollectionItem.STEP
        rows.append((*place[:3], position, at))
    if not rows:
        return {}
    columns = ("collection_id", "bookmark_id", "saved_at", "position", "added_at")
    made = insert_rows(
        CollectionItem, columns, rows, returning=("collection_id", "bookmark_id", "id")
    )
    return {(collection, bookmark): pk for collection, bookmark, pk in made}


def _links(urls: Iterable[str], at: datetime) -> Mapping[str, int]:
    # Sorted: two imports at once wait for one another and do not cross.
    wanted = sorted(set(urls))
    links = dict(_known_links(wanted))
    missing = [url for url in wanted if url not in links]
    rows = [(url, key_of(url), host_of(url), site_key(url), at, at) for url in missing]
    columns = ("url", "key", "host", "site_key", "created_at", "due_at")
    links |= dict(insert_rows(Link, columns, rows, returning=("url", "id")))
    if len(links) < len(wanted):  # somebody else was faster
        links |= _known_links([url for url in missing if url not in links])
    return links


def _known_links(urls: Sequence[str]) -> Iterable[tuple[str, int]]:
    return Link.objects.filter(url__in=urls).values_list("url", "pk")


def _bookmarks_of(owner: User, links: Mapping[str, int]) -> dict[str, Kept]:
    # Locked, in the order in which all lock them, since they may be placed or tagged next.
    own = Bookmark.objects.editable_by(owner).filter(link__in=list(links.values()))
    own = own.order_by("pk").select_for_update(no_key=True)
    by_link = {
        link: Kept(pk, saved_at, is_new=False)
        for link, pk, saved_at in own.values_list("link_id", "pk", "saved_at")
    }
    return {url: by_link[link] for url, link in links.items() if link in by_link}


def _made(
    owner: User, links: Mapping[str, int], wanted: Sequence[Dated], at: datetime
) -> dict[str, Kept]:
    verdicts = judge_many(owner, [said_in(one.draft) for one in wanted], at)
    rows = [
        (new_key(), owner.pk, links[url], said.is_blocked, bool(said.cause), *_said(one))
        for one in wanted
        for url, said in [(one.draft.url, verdicts[one.draft.url])]
    ]
    made: dict[int, int] = dict(insert_rows(Bookmark, _COLUMNS, rows, returning=("link_id", "id")))
    waiting = {made[links[url]]: said for url, said in verdicts.items() if links[url] in made}
    hold_back(owner, waiting, at)
    of_each = {one.draft.url: (made.get(links[one.draft.url]), one.saved_at) for one in wanted}
    return {url: Kept(pk, at, is_new=True) for url, (pk, at) in of_each.items() if pk}


_COLUMNS = (
    *("key", "owner_id", "link_id", "is_blocked", "is_held", "title", "note", "audience"),
    *("is_favorite", "is_to_read", "saved_at", "changed_at", "sort_title", "via_id"),
)


def _said(dated: Dated) -> tuple[object, ...]:
    said = dated.draft
    words = (said.title, said.note, said.audience)
    times = (dated.saved_at, dated.changed_at)
    via = said.via.pk if said.via else None
    return *words, said.is_favorite, said.is_to_read, *times, sort_title_of(said.title), via


def _tag(owner: User, kept: Mapping[str, Kept], wanted: Iterable[Dated]) -> None:
    bookmarks: dict[str, list[int]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for dated in wanted:
        bookmark = kept[dated.draft.url]
        for name in dated.draft.tags if bookmark.is_new else ():
            slug = folded(name)
            bookmarks[slug].append(bookmark.bookmark_id)
            spelled.setdefault(slug, name)
    meant = spelled | TagAlias.objects.meant_by(owner, spelled.values())
    tags = {tag.slug: tag.pk for tag in Tag.objects.named(meant.values())}
    of_each = {slug: tags.get(folded(name)) for slug, name in meant.items()}
    uses = [(tag, each) for slug, tag in of_each.items() if tag for each in bookmarks[slug]]
    insert_rows(Tagging, ("tag_id", "content_object_id"), uses)


def _items(places: Sequence[Place]) -> dict[tuple[int, int], int]:
    items = CollectionItem.objects.filter(
        collection__in={place.collection_id for place in places},
        bookmark__in={place.bookmark_id for place in places},
    )
    rows = items.values_list("collection_id", "bookmark_id", "pk")
    return {(collection, bookmark): pk for collection, bookmark, pk in rows}
