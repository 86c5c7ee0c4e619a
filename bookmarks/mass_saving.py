"""Saving by the hundred what `saving` saves one by one: the same rows in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from bookmarks.addresses import host_of
from bookmarks.models import Bookmark, CollectionItem, Link, Tag, Tagging
from bookmarks.models.tag import folded
from bookmarks.saving import Draft


@dataclass(frozen=True, slots=True)
class Dated:
    """A draft with its times; `draft.collections` is not looked at: see `place_many`."""

    draft: Draft
    saved_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    bookmark: Bookmark
    collection_id: int


@transaction.atomic
def save_many(
    owner: User, drafts: Sequence[Dated], at: datetime
) -> dict[str, tuple[Bookmark, bool]]:
    """Save links for a person, by address: the bookmark, and whether it is new.

    What they already have is left as it is. Each address once. Links are due to be fetched;
    the sweeper sends for them at its own pace.
    """
    links = _links([dated.draft.url for dated in drafts], at)
    known = _bookmarks_of(owner, links.values())
    wanted = [dated for dated in drafts if links[dated.draft.url].pk not in known]
    made = [_bookmark(owner, links[dated.draft.url], dated) for dated in wanted]
    Bookmark.objects.bulk_create(made, ignore_conflicts=True)
    kept = _bookmarks_of(owner, links.values())
    keys = {bookmark.key for bookmark in made}
    saved = {url: kept[link.pk] for url, link in links.items()}
    found = {url: (bookmark, bookmark.key in keys) for url, bookmark in saved.items()}
    _tag(found, wanted)
    return found


def place_many(places: Sequence[Place], at: datetime) -> list[CollectionItem]:
    """Put each bookmark on top of its collection, in this order; return the places made anew."""
    there = _items(places)
    new = [p for p in dict.fromkeys(places) if (p.collection_id, p.bookmark.pk) not in there]
    tops: dict[int, int] = {}
    items = []
    for each in new:
        top = tops.get(each.collection_id) or CollectionItem.top_of(each.collection_id)
        tops[each.collection_id] = top + CollectionItem.STEP
        items.append(
            CollectionItem(
                collection_id=each.collection_id,
                bookmark=each.bookmark,
                position=top,
                saved_at=each.bookmark.saved_at,
                added_at=at,
            )
        )
    CollectionItem.objects.bulk_create(items, ignore_conflicts=True)
    made = {(item.collection_id, item.bookmark_id) for item in items}
    return [item for key, item in _items(places).items() if key in made]


def _links(urls: Iterable[str], at: datetime) -> Mapping[str, Link]:
    # Sorted: two imports at once wait for one another and do not cross.
    wanted = sorted(set(urls))
    links = Link.objects.filter(url__in=wanted).only("url")
    missing = set(wanted) - set(links.values_list("url", flat=True))
    if missing:
        new = [
            Link(url=url, host=host_of(url), created_at=at, due_at=at) for url in sorted(missing)
        ]
        Link.objects.bulk_create(new, ignore_conflicts=True)
    return {link.url: link for link in links.all()}


def _bookmarks_of(owner: User, links: Iterable[Link]) -> dict[int, Bookmark]:
    own = Bookmark.objects.editable_by(owner).filter(link__in=[link.pk for link in links])
    return {bookmark.link_id: bookmark for bookmark in own}


def _bookmark(owner: User, link: Link, dated: Dated) -> Bookmark:
    return Bookmark(
        owner=owner,
        link=link,
        title=dated.draft.title,
        note=dated.draft.note,
        audience=dated.draft.audience,
        is_favorite=dated.draft.is_favorite,
        is_to_read=dated.draft.is_to_read,
        saved_at=dated.saved_at,
        changed_at=dated.changed_at,
    )


def _tag(found: Mapping[str, tuple[Bookmark, bool]], wanted: Iterable[Dated]) -> None:
    names: dict[str, list[Bookmark]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for dated in wanted:
        bookmark, is_new = found[dated.draft.url]
        for name in dated.draft.tags if is_new else ():
            names[folded(name)].append(bookmark)
            spelled.setdefault(folded(name), name)
    tags = Tag.objects.named(spelled.values())
    uses = [
        Tagging(tag=tag, content_object=bookmark) for tag in tags for bookmark in names[tag.slug]
    ]
    Tagging.objects.bulk_create(uses, ignore_conflicts=True)


def _items(places: Iterable[Place]) -> dict[tuple[int, int], CollectionItem]:
    places = list(places)
    items = CollectionItem.objects.filter(
        collection__in={place.collection_id for place in places},
        bookmark__in=[place.bookmark.pk for place in places],
    )
    return {(item.collection_id, item.bookmark_id): item for item in items}
