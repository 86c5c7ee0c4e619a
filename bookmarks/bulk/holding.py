"""The lock that every act takes first."""

from collections.abc import Sequence
from typing import Any

from bookmarks.models.bookmark import BookmarkQuerySet


def hold(bookmarks: BookmarkQuerySet, ids: Sequence[int], *fields: str) -> list[Any]:
    """Lock bookmarks, always in one order; the values of these fields, in that order."""
    rows = bookmarks.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return list(rows.values_list(*fields) if fields else rows.values_list("pk", flat=True))
