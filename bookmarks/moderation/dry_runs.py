"""What a wide act would hide, in numbers, before it is done."""

from dataclasses import dataclass

from bookmarks.models import Bookmark
from bookmarks.models.bookmark import BookmarkQuerySet

SAMPLE = 10


@dataclass(frozen=True, slots=True)
class DryRun:
    """What everybody sees now, and then would not. `is_more`: there may be more than that."""

    hidden: int
    people: int
    sample: list[Bookmark]
    is_more: bool


def dry_run_of(seen: BookmarkQuerySet, *, is_more: bool = False) -> DryRun:
    sample = list(seen.select_related("link", "owner").order_by("-pk")[:SAMPLE])
    people = seen.order_by().values("owner").distinct().count()
    return DryRun(seen.count(), people, sample, is_more)
