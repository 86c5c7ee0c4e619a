"""When a page was published: as it states it, or as its address and its text show it."""

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
_MAX_ELEMENTS = 15_000


def published_at(
    tree: html.HtmlElement, metas: Metas, items: tuple[Items, ...], url: str
) -> datetime | None:
    found = _first_moment(_stated(metas, items))
    if found or is_front_page(url):
        return found
    return _first_moment(_marked(tree)) or _shown(tree, url)


def _stated(metas: Metas, items: tuple[Items, ...]) -> Iterator[str]:
    yield from metas.of(*_METAS)
    for each in items:
        yield from each.texts("datePublished", "uploadDate", "dateCreated")
    yield from metas.of(*_OTHER_METAS)


def _marked(tree: html.HtmlElement) -> Iterator[str]:
    for path in _ELEMENTS:
        yield from map(str, tree.xpath(path)[:1])


def _shown(tree: html.HtmlElement, url: str) -> datetime | None:
    """A day that the address names, or that the text shows where pages show theirs."""
    if len(tree) == 0 or tree.xpath("count(//*)") > _MAX_ELEMENTS:
        return None
    try:
        found = find_date(tree, extensive_search=False, original_date=True, url=url)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    return moment(found or "")


def _first_moment(texts: Iterator[str]) -> datetime | None:
    return next(filter(None, map(moment, texts)), None)
