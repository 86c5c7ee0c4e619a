"""What the site knows of one address, beside what was read there: all of it as one viewer sees it.

A link may be saved by everybody. So the newest who saved it speak for all, and each question looks
at a bounded number of rows.
"""

from collections import Counter
from collections.abc import Collection as Group
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from accounts.models import User, Viewer
from bookmarks.models import Bookmark, Collection, CollectionItem, Link, Tag, Tagging
from linkshare.kit.paging import Fan, Order, tops_of

SAVERS_MAX = 1_000
"""More are not counted."""
SPEAKERS = 200
"""Who speaks for all who saved it."""
TAGS_MAX, COLLECTIONS_MAX, RELATED_MAX = 12, 12, 6
PEERS, OF_A_PEER = 30, 20
"""Whose newest bookmarks are looked through for what is related."""
KIN_TAGS, OF_A_TAG = 5, 60
"""Tags whose newest uses are."""
SAME_PERSON = 2
"""A page that a saver has says as much as one with two of its tags."""


@dataclass(frozen=True, slots=True)
class Around:
    first: Bookmark | None
    """Of who brought it here, as far as the viewer sees: its key, its owner's names, its date."""
    tags: Sequence[tuple[str, int]]
    """The names that most of those who speak for all gave it, and how many of them did."""
    gathered_in: Sequence[Collection]
    related: Sequence[Link]


def links_known_to(viewer: Viewer) -> Any:
    """Links that somebody lists to the viewer.

    Each with `savers`, how many do, up to one more than SAVERS_MAX; `first`, the number of the
    first bookmark of these; `own`, the key of the viewer's own.
    """
    listed = Bookmark.objects.listed_to(viewer).filter(link=OuterRef("pk"))
    links = Link.objects.listed_to(viewer).select_related("cover", "favicon")
    links = links.with_savers(viewer, SAVERS_MAX + 1).with_own(viewer)
    return links.annotate(first=Subquery(listed.order_by("pk").values("pk")[:1]))


def around(link: Any, viewer: Viewer) -> Around:
    """Of a link as `links_known_to` gives it. In a fixed number of queries."""
    uses, first = _uses(link, viewer)
    owners = dict.fromkeys((pk, owner) for pk, owner, *_tag in uses)
    common = Counter((tag, name) for *_saver, tag, name in uses if tag is not None)
    ranked = sorted(common, key=lambda tag: (-common[tag], tag[1]))[:TAGS_MAX]
    kin = [tag for tag, _name in ranked[:KIN_TAGS]]
    return Around(
        first,
        [(tag[1], common[tag]) for tag in ranked],
        _collections_of([pk for pk, _owner in owners], viewer),
        _related_to(link, kin, [owner for _pk, owner in owners][:PEERS], viewer),
    )


Use = tuple[int, int, int | None, str]
"""Bookmark, its owner, one of its tags: the number and the name."""


def _uses(link: Any, viewer: Viewer) -> tuple[list[Use], Bookmark | None]:
    """Who speaks for all, the newest first, with their tags; and the first of all."""
    listed = Bookmark.objects.listed_to(viewer).filter(link=link)
    newest = listed.order_by("-pk").values("pk")[:SPEAKERS]
    rows = listed.filter(Q(pk__in=newest) | Q(pk=link.first)).order_by("-pk")
    tag = ("taggings__tag_id", "taggings__tag__name")
    saver = ("key", "saved_at", "owner__handle", "owner__name")
    found = list(rows.values_list("pk", "owner_id", *tag, *saver))
    if not found:
        return [], None
    key, saved_at, handle, name = found[-1][4:]
    first = Bookmark(key=key, saved_at=saved_at, owner=User(handle=handle, name=name))
    return [row[:4] for row in found], first


def _collections_of(ids: Iterable[int], viewer: Viewer) -> list[Collection]:
    """Public ones in which they lie."""
    items = CollectionItem.objects.filter(bookmark__in=list(ids)).values("collection_id")
    public = Collection.objects.listed_to(viewer).public().filter(pk__in=items)
    return list(public.select_related("owner").order_by("-changed_at", "-pk")[:COLLECTIONS_MAX])


def _related_to(link: Link, tags: Sequence[int], people: Group[int], viewer: Viewer) -> list[Link]:
    """What has the same tags, or was saved by the same people."""
    ids = {*_with_tags(tags), *_of_people(people, viewer)}
    seen = Bookmark.objects.listed_to(viewer).filter(pk__in=ids).exclude(link=link)
    rows = seen.annotate(shared=Count("taggings", filter=Q(taggings__tag__in=tags)))
    scores: Counter[int] = Counter()
    for other, owner, shared in rows.values_list("link_id", "owner_id", "shared"):
        scores[other] += shared + SAME_PERSON * (owner in people)
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))[:RELATED_MAX]
    found = Link.objects.listed_to(viewer).select_related("favicon").in_bulk(best)
    return [found[pk] for pk in best if pk in found]


def _with_tags(tags: Sequence[int]) -> list[int]:
    uses = Tagging.objects.filter(tag=OuterRef("pk"))
    newest = Order("content_object_id", "content_object_id")
    return [pk for _pk, pk in tops_of(Fan(Tag.objects.filter(pk__in=tags), uses), newest, OF_A_TAG)]


def _of_people(people: Group[int], viewer: Viewer) -> list[int]:
    theirs = Bookmark.objects.listed_to(viewer).filter(owner=OuterRef("pk"))
    fan = Fan(User.objects.filter(pk__in=people), theirs)
    return [pk for _at, pk in tops_of(fan, Order("saved_at", "id"), OF_A_PEER)]
