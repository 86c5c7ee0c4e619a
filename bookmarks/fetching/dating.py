"""When a page was published: as it states it, or as its address and its text show it."""

import re
from collections.abc import Iterator
from datetime import datetime

from htmldate import find_date
from lxml import html

from bookmarks.fetching.metas import Metas
from bookmarks.fetching.naming import is_front_page
from bookmarks.fetching.structured import Items
from bookmarks.fetching.values import moment

_METAS = (
    *("article:published_time", "og:published_time", "og:article:published_time"),
    *("article:published", "og:article:published", "rnews:datepublished"),
)
_OTHER_METAS = (
    *(
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
    ),
    *(
        "publication_date",
        "publication-date",
        "published-date",
        "published_time",
        "article.published",
    ),
    *("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created"),
    *("dcterms.created", "citation_publication_date", "citation_date", "citation_online_date"),
    *("bt:pubdate", "cxenseparse:recs:publishtime", "og:pubdate", "og:release_date"),
    *("video:release_date", "music:release_date", "book:release_date", "itemprop:datepublished"),
    *("itemprop:uploaddate", "date", "ptime", "weibo:article:create_at"),
)
_ELEMENTS = (
    '//*[@itemprop="datePublished"]/@*[name()="datetime" or name()="content" or name()="title"]',
    "//time[@pubdate]/@datetime",
    '//*[contains(concat(" ", @class, " "), " dt-published ")]/@datetime',
    "//article//time/@datetime",
    '//time[contains(@class, "publi") or contains(@class, "date")]/@datetime',
    "(//main | //*[@role='main'])//time/@datetime",
    '//*[@itemprop="datePublished"]//text()',
)
_PUBLISHED = re.compile(r"publi(sh|cation)[a-z]*[-_. ]?(at|date|on|time)", re.I)
_LETTER_DATE = re.compile(
    r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},?\s(\d{1,2}\s)?"
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[^\n]{0,24}?\b(19|20)\d\d\b"
)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_MAX_ELEMENTS = 15_000


def published_at(
    tree: html.HtmlElement, metas: Metas, items: tuple[Items, ...], url: str, text: str
) -> datetime | None:
    """`text`: the page's main text."""
    found = _first_moment(_stated(metas, items))
    # The dates that an event's page shows are those of the event.
    if found or is_front_page(url) or any(each.is_event for each in items):
        return found
    return _first_moment(_marked(tree)) or _shown(tree, url) or _first_moment(_headed(text))


def _stated(metas: Metas, items: tuple[Items, ...]) -> Iterator[str]:
    yield from metas.of(*_METAS)
    for each in items:
        yield from each.texts("datePublished", "uploadDate", "dateCreated")
    yield from metas.of(*_OTHER_METAS)
    yield from metas.named_like(_PUBLISHED)


def _marked(tree: html.HtmlElement) -> Iterator[str]:
    for path in _ELEMENTS:
        yield from map(str, tree.xpath(path)[:1])


def _headed(text: str) -> Iterator[str]:
    """As letters are dated: "Tue, 6 Feb 2007 08:14", "Tue Feb  6 08:14:55 CET 2007"."""
    return (found[0] for found in _LETTER_DATE.finditer(text[:600]))


def _shown(tree: html.HtmlElement, url: str) -> datetime | None:
    """A day that the address names, or that the text shows where pages show theirs."""
    if len(tree) == 0 or tree.xpath("count(//*)") > _MAX_ELEMENTS:
        return None
    try:
        found = find_date(tree, extensive_search=False, original_date=True, url=url)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    return moment(found or "") or _in_address(url)


def _in_address(url: str) -> datetime | None:
    """A day written without marks ("/20050312.html"), which htmldate leaves alone."""
    found = _DAY.search(url)
    return moment("-".join(found.groups())) if found else None


def _first_moment(texts: Iterator[str]) -> datetime | None:
    return next(filter(None, map(moment, texts)), None)
