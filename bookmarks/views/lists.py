"""A listing as a page: sort, view and place are read from the address, links lead to the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from bookmarks.listing import (
    PAGE_SIZE,
    PAGE_SIZE_MAX,
    SORT_LABELS,
    Entry,
    Listing,
)
from bookmarks.models import Collection
from bookmarks.search.finding import FOUND_ORDERS, RELEVANCE
from bookmarks.views.feed_links import FeedLink, feeds_at
from bookmarks.views.list_addresses import PLACES, in_place_with, with_words
from bookmarks.views.looks import SIZES, remembered_by
from bookmarks.views.marked import with_marks
from bookmarks.views.nothing_found import ways_out
from bookmarks.views.searching import Question, Search, search_of
from bookmarks.views.selecting import Selection, select_url, selection_of
from bookmarks.views.timelines import Year, asked_month, timeline_of
from linkshare.kit.paging import BadCursor, Cursor, Slice

View = Collection.View
Sort = Collection.Sort

NOTHING = Slice((), has_previous=False, has_next=False)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """What `components/list_page.html` shows."""

    entries: Sequence[Entry]
    sort: str
    sorts: Sequence[Choice]
    view: str
    views: Sequence[Choice]
    sizes: Sequence[Choice]
    hidden: frozenset[str]
    count: int | None
    is_more: bool
    """There are more than were counted."""
    first_url: str
    previous_url: str
    next_url: str
    canonical_query: str
    search: Search | None
    select_url: str
    selection: Selection | None
    timeline: Sequence[Year]
    feeds: Sequence[FeedLink] = ()

    @property
    def is_first(self) -> bool:
        return not self.first_url

    @property
    def is_long(self) -> bool:
        """More than this one page."""
        return bool(self.first_url or self.next_url)

    @property
    def is_search(self) -> bool:
        """No page for search engines."""
        return self.search is not None and self.search.is_asked

    @property
    def status(self) -> int:
        """A search with a mistake is a form with one."""
        return 422 if self.search and self.search.mistake else 200


def list_page(
    request: HttpRequest,
    listing: Listing,
    *,
    sort: str = Sort.NEWEST,
    view: str = View.LIST,
    hidden_by: Collection | None = None,
    counted: bool = True,
    actions: Sequence[str] = (),
) -> ListPage:
    """The page of the listing that the request asks for. Raise BadRequest where there is none.

    `sort` and `view` are what it begins with, unless the address says otherwise. So does, of how
    it looks, what the reader chose before (see `looks`). `actions`: what the reader may do to many
    of its entries at once.
    """
    asked, whole, chosen = request.GET, listing, remembered_by(request)
    question, listing, usual, sort = _narrowed(asked, listing, sort)
    orders = FOUND_ORDERS if question.text else listing.orders
    shown_as = _chosen(asked, "view", chosen.view or view, View.values)
    cursor = asked_month(asked, listing) or place_of(asked)
    size = _size(asked, chosen.size)
    page = NOTHING if question.error else _slice(listing, cursor, size)
    entries = with_marks(listing.entries(page), listing)
    selection = selection_of(request, actions)
    count = listing.count() if counted and not question.error else None
    is_there = selection or question.error  # nobody wants to jump from here
    search = search_of(asked, question, listing) if listing.scope else None
    if search and not page.places and not cursor:
        search = replace(search, ways_out=ways_out(asked, question, whole))
    return ListPage(
        entries=entries,
        sort=sort,
        sorts=_choices(asked, "sort", sort, [(v, SORT_LABELS[v]) for v in orders]),
        view=shown_as,
        views=_looks(asked, "view", shown_as, View.choices, usual=view),
        sizes=_looks(asked, "per_page", str(size), SIZES, usual=str(PAGE_SIZE)),
        hidden=hidden_by.hidden_in(shown_as) if hidden_by else frozenset(),
        count=min(count, listing.most) if count and listing.most else count,
        is_more=_is_more(listing, count),
        first_url=with_words(asked) if cursor else "",
        previous_url=with_words(asked, before=page.previous) if page.previous else "",
        next_url=with_words(asked, after=page.next) if page.next else "",
        canonical_query=_canonical(asked, "" if sort == usual else sort),
        search=search,
        select_url=select_url(request, actions),
        selection=selection,
        timeline=[] if is_there else timeline_of(asked, listing, _first_date(entries)),
    )


def _is_more(listing: Listing, count: int | None) -> bool:
    if listing.finding:
        return listing.finding.summary.is_more
    return bool(count and listing.most and count > listing.most)


def with_feeds(page: ListPage, path: str) -> ListPage:
    """The page of a list whose feeds lie below this path; of a search, with those of the search."""
    if page.search and page.search.mistake:
        return page
    return replace(page, feeds=feeds_at(path, q=page.search.text if page.search else ""))


def whole_list(asked: QueryDict, listing: Listing, sort: str = Sort.NEWEST) -> Listing:
    """All that the address means, not one page of it, in its order."""
    question, listing, _usual, _sort = _narrowed(asked, listing, sort)
    if question.error:
        raise BadRequest(_("This search has a mistake."))
    return listing


def _narrowed(asked: QueryDict, listing: Listing, usual: str) -> tuple[Question, Listing, str, str]:
    """What is looked for, what of the list is meant, its usual order and the one asked for."""
    question = Question.of(asked) if listing.scope else Question()
    if question.root is not None:
        listing, usual = listing.matching(question.root), RELEVANCE
    orders = FOUND_ORDERS if question.text else listing.orders
    sort = _chosen(asked, "sort", usual, [*orders])
    return question, listing if question.error else listing.sorted_by(sort), usual, sort


def _chosen(asked: QueryDict, name: str, default: str, known: Sequence[str]) -> str:
    value = asked.get(name, default)
    if value not in known:
        if name not in asked:
            return known[0]
        raise BadRequest(
            _("There is no %(name)s “%(value)s”.") % {"name": name, "value": value[:40]}
        )
    return value


def place_of(asked: QueryDict) -> Cursor | None:
    try:
        if "after" in asked:
            return Cursor.parse("after", asked.get("after", ""))
        if "before" in asked:
            return Cursor.parse("before", asked.get("before", ""))
    except BadCursor as error:
        raise BadRequest(_("This address names no place in the list.")) from error
    return None


def _size(asked: QueryDict, usual: int) -> int:
    text = asked.get("per_page", str(usual))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= PAGE_SIZE_MAX):
        raise BadRequest(_("A page has from 1 to %(max)d entries.") % {"max": PAGE_SIZE_MAX})
    return int(text)


def _slice(listing: Listing, cursor: Cursor | None, size: int) -> Slice:
    try:
        page = listing.page(cursor, size)
        if cursor is None or cursor.tie > 0 or not page.places:
            return page
        # No row is at the beginning of a month: is there one before it?
        before = listing.page(Cursor("before", cursor.key, cursor.tie), 1)
        return replace(page, has_previous=bool(before.places))
    except BadCursor as error:
        raise BadRequest(_("This address names no place in the list.")) from error


def _first_date(entries: Sequence[Entry]) -> datetime | None:
    return entries[0].bookmark.saved_at if entries else None


def _canonical(asked: QueryDict, sort: str) -> str:
    """What in the address makes it a page of its own; views and sizes show the same entries."""
    kept = {name: str(asked[name]) for name in PLACES if name in asked}
    if kept and sort:
        kept["sort"] = sort
    return f"?{urlencode(kept)}" if kept else ""


def _choices(
    asked: QueryDict, name: str, current: str, choices: Sequence[tuple[str, Any]]
) -> list[Choice]:
    return [
        Choice(value, str(label), with_words(asked, **{name: value}), value == current)
        for value, label in choices
    ]


def _looks(
    asked: QueryDict, name: str, current: str, choices: Sequence[tuple[str, Any]], *, usual: str
) -> list[Choice]:
    """Links that the site remembers; to choose what is usual is to forget. Views show the same
    entries, so they stay at the place."""
    address = in_place_with if name == "view" else with_words
    return [
        Choice(
            value,
            str(label),
            address(asked, **{name: value, "remember": "no" if value == usual else "yes"}),
            value == current,
        )
        for value, label in choices
    ]
