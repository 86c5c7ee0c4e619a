"""The readable texts of pages, for those who may read them: whoever saved the page."""

from collections.abc import Iterable

from bookmarks.models import LinkText


def texts_of(link_ids: Iterable[int]) -> dict[int, str]:
    """By the link's id; none of pages that were not read."""
    rows = LinkText.objects.filter(link__in=list(link_ids))
    return dict(rows.values_list("link_id", "text"))
