"""The months of a list as links: ?at=2024-03 is where it comes to March 2024."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bookmarks.listing import Listing
from bookmarks.timeline import Month, months_of, place_of
from bookmarks.views.list_addresses import with_words
from linkshare.kit.paging import Cursor

_MONTH = re.compile(r"(1\d{3}|[2-8]\d{3})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class MonthLink:
    """Without an address: nothing was saved then."""

    name: str
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    number: int
    months: Sequence[MonthLink]


def asked_month(asked: QueryDict, listing: Listing) -> Cursor | None:
    """The place that `?at=` names. Raise BadRequest where there is no such place."""
    if "at" not in asked:
        return None
    found = _MONTH.fullmatch(asked.get("at", ""))
    order = listing.orders[listing.sort]
    if found is None or listing.finding or order.key != "saved_at":
        raise BadRequest(_("This address names no place in the list."))
    return place_of((int(found[1]), int(found[2])), order)


def timeline_of(asked: QueryDict, listing: Listing, shown: datetime | None) -> list[Year]:
    """The years of a list by date, the newest first; `shown` is when its page begins.

    Of a narrowed library there is none: most of its months would hold nothing of it.
    """
    is_dated = listing.orders[listing.sort].key == "saved_at" and not listing.finding
    if not is_dated or listing.counted is None:
        return []
    months = months_of(listing.parts, timezone.now())
    if len(months) < 2:
        return []
    first = months[-1] if listing.orders[listing.sort].descending else months[0]
    urls = {
        month: with_words(asked, at="" if month == first else _written(month)) for month in months
    }
    local = timezone.localtime(shown) if shown else None
    current = (local.year, local.month) if local else None
    return [
        Year(year, [_link((year, number), urls, current) for number in range(1, 13)])
        for year, _months in groupby(reversed(months), key=lambda month: month[0])
    ]


def _link(month: Month, urls: dict[Month, str], current: Month | None) -> MonthLink:
    name = date_format(date(*month, 1), "M")
    return MonthLink(name, urls.get(month, ""), is_current=month == current)


def _written(month: Month) -> str:
    return "{:04d}-{:02d}".format(*month)
