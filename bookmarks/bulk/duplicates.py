"""Bookmarks of one page under several addresses, in groups."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Count

from accounts.models import User
from bookmarks.models import Bookmark
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.models.sameness import Ids, look_of, page_of

BY: dict[str, Callable[[], Any]] = {"address": page_of, "look": look_of}
"""What the bookmarks of a group share: where their page is, or all that it says of itself."""


class Group(NamedTuple):
    key: str
    ids: list[int]


def groups_of(person: User, by: str, *, after: str = "", most: int | None = None) -> list[Group]:
    """A person's duplicates, in the order of what they share. Raise KeyError on another `by`."""
    own = _mergeable(person).annotate(shared=BY[by]())
    shared = own.order_by("shared").values("shared").annotate(n=Count("pk"), ids=Ids("pk"))
    several = shared.filter(n__gt=1, shared__gt=after)
    rows = several.values_list("shared", "ids")[:most]
    return [Group(key, sorted(map(int, ids.split(",")))) for key, ids in rows]


def still_one(person: User, by: str, ids: Sequence[int]) -> bool:
    """Whether these are a group even now."""
    own = _mergeable(person).filter(pk__in=ids)
    shared = list(own.annotate(shared=BY[by]()).values_list("shared", flat=True))
    return len(shared) > 1 and len(set(shared)) == 1


def members_of(person: User, groups: Iterable[Sequence[int]]) -> list[list[Bookmark]]:
    """The bookmarks of each group, with all that merging looks at; in four queries."""
    groups = [list(group) for group in groups]
    ids = [pk for group in groups for pk in group]
    by_id = {bookmark.pk: bookmark for bookmark in _whole(person).filter(pk__in=ids)}
    return [[by_id[pk] for pk in group if pk in by_id] for group in groups]


def _whole(person: User) -> BookmarkQuerySet:
    return _mergeable(person).for_cards().prefetch_related("items", "taggings")


def _mergeable(person: User) -> BookmarkQuerySet:
    """What moderators have hidden stays by itself: merged, its words would be shown again."""
    return (
        Bookmark.objects.editable_by(person)
        .kept()
        .filter(hidden_at__isnull=True, is_blocked=False, is_held=False)
    )
