"""A fetched page as facts: what it is called, what it says, who wrote it, when, and how it looks.

Pure: bytes, headers and the final address in, `Facts` out. No page makes it raise.
The sources in their order: OpenGraph, Twitter card, JSON-LD, microdata, meta, the page itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree, html

from bookmarks.fetching import other_media
from bookmarks.fetching.charset import decode
from bookmarks.fetching.facts import Facts
from bookmarks.fetching.naming import site_by_difference, site_by_host, without_site
from bookmarks.fetching.passage import first_passage, is_furniture
from bookmarks.fetching.pictures import icons, is_stand_in, large_pictures
from bookmarks.fetching.structured import Items, items_of
from bookmarks.fetching.values import (
    address,
    cut,
    folded,
    is_same_site,
    language_tag,
    moment,
    without_markup,
)

TITLE_LENGTH = 300
EXCERPT_LENGTH = 500
NAME_LENGTH = 120


def read_page(body: bytes, headers: Mapping[str, str], url: str) -> Facts:
    """The facts of a document of any media type that was answered at `url` (after redirects)."""
    media_type = other_media.media_type(body, headers)
    if media_type in ("text/html", "application/xhtml+xml"):
        return _read_html(body, headers, url)
    return Facts(**other_media.facts_of(media_type, body, headers, url))


def title_of(body: bytes, headers: Mapping[str, str]) -> str:
    """What stands in `<title>`, and nothing else."""
    return folded(
        _first(_tree(decode(body, headers.get("content-type", ""))), "//title"), TITLE_LENGTH
    )


def _read_html(body: bytes, headers: Mapping[str, str], url: str) -> Facts:
    text = decode(body, headers.get("content-type", ""), url)
    page = _Page(_tree(text), headers, url)
    site_name = page.site_name()
    title = page.title(site_name)
    return Facts(
        title=title,
        excerpt=page.excerpt(title, site_name),
        site_name=site_name,
        author=page.author(),
        language=page.language(),
        kind=page.kind(),
        published_at=page.published_at(),
        canonical_url=page.canonical_url(),
        cover_url=page.cover_url(),
        favicon_url=page.favicon_url(),
    )


def _tree(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return html.Element("html")


def _first(tree: html.HtmlElement, path: str) -> str:
    for element in tree.xpath(path)[:5]:
        text = "".join(element.itertext())
        if text.strip():
            return text
    return ""


class _Page:
    """One parsed page, asked for one fact at a time."""

    def __init__(self, tree: html.HtmlElement, headers: Mapping[str, str], url: str) -> None:
        self.tree, self.headers, self.url = tree, headers, url
        self.base = address(next(iter(tree.xpath("//base/@href")), ""), url) or url
        self.metas = _metas(tree)
        self.linked_data, self.microdata = items_of(tree)

    def meta(self, *names: str) -> Iterator[str]:
        return (value for name in names for value in self.metas.get(name, ()))

    def items(self, *names: str) -> Iterator[str]:
        yield from self.linked_data.texts(*names)
        yield from self.microdata.texts(*names)

    def written_title(self) -> str:
        return folded(_first(self.tree, "//head/title") or _first(self.tree, "//title"))

    def names(self) -> Iterator[str]:
        """What the page is called anywhere but in `<title>`."""
        yield from self.meta("og:title", "twitter:title")
        yield from self.items("headline", "name")
        yield from self.meta(
            "citation_title", "dc.title", "dcterms.title", "parsely-title", "title"
        )

    def title(self, site_name: str) -> str:
        written = self.written_title()
        named = _first_good(self.names(), lambda text: text != site_name or text == written)
        found = named or written or folded(_first(self.tree, "//h1"))
        return cut(without_site(found, site_name), TITLE_LENGTH)

    def excerpt(self, title: str, site_name: str) -> str:
        candidates = [
            *self.meta("og:description", "twitter:description"),
            *self.items("description", "abstract"),
            *self.meta("description", "dc.description", "dcterms.abstract", "citation_abstract"),
        ]
        said = {title.casefold(), site_name.casefold()}
        found = _first_good(
            map(without_markup, candidates),
            lambda text: len(text) > 15 and text.casefold() not in said and not is_furniture(text),
        )
        return cut(found or first_passage(self.tree), EXCERPT_LENGTH)

    def site_name(self) -> str:
        candidates = [
            *self.meta("og:site_name"),
            site_by_host(self.written_title(), self.url),
            *_site_names(self.linked_data),
            *_site_names(self.microdata),
            *self.meta("application-name", "apple-mobile-web-app-title", "citation_journal_title"),
            *self.meta("dc.publisher", "publisher"),
            site_by_difference(self.written_title(), _first_good(self.names(), bool)),
        ]
        return cut(_first_good(candidates, _is_name), NAME_LENGTH)

    def author(self) -> str:
        # Bibliographies write "Ferris, Nora".
        names = map(_first_name_first, self.meta("citation_author"))
        candidates = [
            *self.meta("article:author", "og:article:author", "book:author"),
            ", ".join(_unique(self.linked_data.texts("author", "creator", "byArtist"))),
            ", ".join(_unique(self.microdata.texts("author", "creator", "byArtist"))),
            ", ".join(_unique(names)),
            *self.meta("author", "dc.creator", "parsely-author", "sailthru.author"),
            _first(self.tree, '//*[contains(concat(" ", @rel, " "), " author ")]'),
        ]
        found = _first_good(candidates, _is_name)
        return cut(re.sub(r"^by\s+", "", found, flags=re.I), NAME_LENGTH)

    def language(self) -> str:
        root = self.tree.get("lang") or self.tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        candidates = [
            root or self.tree.get("xml:lang") or "",
            *self.tree.xpath("//body/@lang")[:1],
            *self.meta("og:locale", "content-language", "dc.language", "language"),
            *self.items("inLanguage"),
            self.headers.get("content-language", ""),
        ]
        return next(filter(None, map(language_tag, candidates)), "")

    def kind(self) -> str:
        stated = next(self.meta("og:type"), "").strip().lower().split(".")[0]
        kinds = {
            "article": "article",
            "video": "video",
            "music": "audio",
            "book": "book",
            "books": "book",
        }
        found = kinds.get(stated) or self.linked_data.kind or self.microdata.kind
        if found not in (None, "", "link"):
            return found
        if "player" in self.meta("twitter:card"):
            return "video"
        if next(self.meta("article:published_time", "citation_title", "citation_date"), ""):
            return "article"
        is_post = self.tree.xpath("count(//article)") == 1 and self.tree.xpath("//article//time")
        return "article" if is_post else "link"

    def published_at(self) -> datetime | None:
        candidates = [
            *self.meta("article:published_time", "og:published_time", "og:article:published_time"),
            *self.items("datePublished", "uploadDate", "dateCreated"),
            *self.meta("article:published", "parsely-pub-date", "sailthru.date", "date", "pubdate"),
            *self.meta(
                "publish-date", "publication_date", "dc.date", "dc.date.issued", "dcterms.created"
            ),
            *self.meta(
                "dcterms.issued",
                "citation_publication_date",
                "citation_date",
                "citation_online_date",
            ),
            *self.tree.xpath(
                '//*[@itemprop="datePublished"]/@*[name()="datetime" or name()="content"]'
            ),
            *self.tree.xpath("//time[@pubdate]/@datetime | //article//time/@datetime")[:1],
            *self.tree.xpath(
                '//time[contains(@class, "published") or contains(@class, "date")]/@datetime'
            )[:1],
        ]
        return next((found for found in map(moment, candidates) if found), None)

    def canonical_url(self) -> str:
        candidates = [*self._links("canonical"), *self.meta("og:url")]
        for found in filter(None, (address(text, self.base) for text in candidates)):
            is_home = urlsplit(found).path in ("", "/") and not urlsplit(found).query
            # A deep page that calls the front page its canonical self has wrong templates.
            if is_same_site(found, self.url) and (
                not is_home or urlsplit(self.url).path in ("", "/")
            ):
                return found
        return ""

    def cover_url(self) -> str:
        candidates = [
            *self.meta("og:image:secure_url", "og:image", "og:image:url"),
            *self.meta("twitter:image", "twitter:image:src"),
            *self.linked_data.addresses("image", "thumbnailUrl", "thumbnail"),
            *self.microdata.addresses("image", "thumbnailUrl"),
            *self._links("image_src"),
            *self.meta("thumbnail", "msapplication-tileimage-large"),
            *large_pictures(self.tree),
        ]
        usable = (address(text, self.base) for text in candidates if not is_stand_in(text))
        return next(filter(None, usable), "")

    def favicon_url(self) -> str:
        found = (address(text, self.base) for text in icons(self.tree))
        return next(filter(None, found), "") or address("/favicon.ico", self.url)

    def _links(self, relation: str) -> list[str]:
        path = f'//link[contains(concat(" ", @rel, " "), " {relation} ")]/@href'
        return [str(href) for href in self.tree.xpath(path)[:3]]


def _metas(tree: html.HtmlElement) -> dict[str, list[str]]:
    """The contents of all meta elements by their lower-case name, in the order of the page."""
    found: dict[str, list[str]] = {}
    for meta in tree.xpath("//meta[@content or @value]")[:500]:
        value = str(meta.get("content") or meta.get("value") or "").strip()
        for attribute in ("property", "name", "http-equiv"):
            for name in (meta.get(attribute) or "").lower().split()[:3]:
                if value:
                    found.setdefault(name, []).append(value)
    return found


def _first_good(candidates: Iterable[str], is_good: Callable[[str], bool]) -> str:
    return next((text for text in map(folded, candidates) if text and is_good(text)), "")


def _is_name(text: str) -> bool:
    return len(text) <= NAME_LENGTH and "://" not in text and any(map(str.isalnum, text))


def _site_names(items: Items) -> Iterator[str]:
    yield from items.texts("publisher", "isPartOf")
    for type_name in ("website", "organization", "newsmediaorganization"):
        yield from items.texts("name", of=items.of_type(type_name))


def _first_name_first(name: str) -> str:
    last, _, first = name.partition(",")
    return f"{first} {last}" if first and "," not in first else name


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in map(folded, names) if name and "://" not in name))[
        :5
    ]
