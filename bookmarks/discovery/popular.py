"""What many have saved lately, as one viewer sees it."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef

from accounts.models import Viewer
from bookmarks.listing import PAGE_SIZE
from bookmarks.models import Bookmark, Link, PopularLink
from bookmarks.models.bookmark import SAVERS_SHOWN
from bookmarks.muting import Mutes
from linkshare.kit.paging import Cursor, Order, Slice, slice_of

MOST_PEOPLE, NEWEST = Order("people", "link_id"), Order("since", "link_id")


def popular(
    period: str, viewer: Viewer, cursor: Cursor | None, order: Order = MOST_PEOPLE
) -> Slice:
    """One page of a period's links. Raise BadCursor where the cursor is of another list.

    When it was ranked, enough people had saved each. That as many list it to the viewer is asked
    now.
    """
    heard = Mutes.of(viewer).heard(Bookmark.objects.listed_to(viewer))
    listed = heard.filter(link=OuterRef("link"))
    enough = listed[settings.POPULAR_PEOPLE - 1 : settings.POPULAR_PEOPLE]
    rows = PopularLink.objects.filter(Exists(enough), period=period)
    return slice_of([rows], order, cursor, PAGE_SIZE)


def links_of(page: Slice, viewer: Viewer) -> list[Any]:
    """The page's links with their pictures, `savers` and `own`."""
    seen = Link.objects.listed_to(viewer).select_related("cover", "favicon")
    found = seen.with_savers(viewer, SAVERS_SHOWN + 1).with_own(viewer).in_bulk(page.ids)
    return [found[pk] for pk in page.ids if pk in found]
