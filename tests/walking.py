"""Walking through a list page by page. `turn(cursor)` gives the page at a place."""

from itertools import chain, islice

from linkshare.kit.paging import Cursor

ENDLESS = 99


def ahead(turn) -> list[int]:
    """The ids of all pages from the first on, laid together."""
    return list(chain(*(page.ids for page in _ahead(turn))))


def back(turn) -> list[int]:
    """The same in the list's order, but walked from the last page to the first."""
    return list(chain(*reversed([page.ids for page in _back(turn)])))


def _ahead(turn):
    return islice(_on(turn, turn(None), "after"), ENDLESS)


def _back(turn):
    *_others, last = _ahead(turn)
    return islice(_on(turn, last, "before"), ENDLESS)


def _on(turn, page, direction):
    yield page
    while place := page.next if direction == "after" else page.previous:
        page = turn(Cursor.parse(direction, str(place)))
        yield page
