"""A fetched page as facts: what it is called, what it says, who wrote it, when, and how it looks.

Pure: bytes, headers and the final address in, `Facts` out. No page makes it raise.
The sources in their order: OpenGraph, Twitter card, JSON-LD, microdata, meta, the page itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from lxml import html

from bookmarks.fetching import naming, other_media, speech
from bookmarks.fetching.charset import decode
from bookmarks.fetching.dating import published_at
from bookmarks.fetching.elements import base_of, spaced_text, tree_of
from bookmarks.fetching.facts import Facts
from bookmarks.fetching.kinds import kind_of
from bookmarks.fetching.main_text import main_text
from bookmarks.fetching.metas import Metas
from bookmarks.fetching.passage import first_passage, is_furniture
from bookmarks.fetching.people import authors_of
from bookmarks.fetching.pictures import icons, is_stand_in, large_pictures
from bookmarks.fetching.structured import Items, items_of
from bookmarks.fetching.values import address, cut, folded, is_same_site, without_markup

TITLE_LENGTH = 300
EXCERPT_LENGTH = 500
NAME_LENGTH = 120
_TITLE = re.compile(r"<title[^<>]{0,200}>(.*?)(?:</title|\Z)", re.I | re.S)
_NO_ADDRESS = ("", "null", "none", "undefined", "false")
# What is left of "{title} - Site" where a script has yet to fill in the title.
_DANGLING = re.compile(r"^[-|–—·»:]+\s+|\s+[-|–—·«:]+$")
_HEAD_BYTES = 200_000
_TITLES = "//head/title | //title[not(ancestor::svg)]"


def read_page(body: bytes, headers: Mapping[str, str], url: str) -> Facts:
    """The facts of a document of any media type that was answered at `url` (after redirects)."""
    media_type = other_media.media_type(body, headers)
    if media_type in ("text/html", "application/xhtml+xml"):
        markup = decode(body, headers.get("content-type", ""), url)
        return _Page(markup.replace("\0", ""), headers, url).facts()
    return Facts(**other_media.facts_of(media_type, body, headers, url))


def title_of(body: bytes, headers: Mapping[str, str]) -> str:
    """What stands in `<title>` and nothing else, found without reading the page."""
    found = _TITLE.search(decode(body[:_HEAD_BYTES], headers.get("content-type", "")))
    return folded(found[1], TITLE_LENGTH) if found else ""


def _first(tree: html.HtmlElement, path: str) -> str:
    for element in tree.xpath(path)[:5]:
        text = "".join(element.itertext())
        if text.strip():
            return text
    return ""


class _Page:
    """One parsed page, asked for one fact at a time."""

    def __init__(self, markup: str, headers: Mapping[str, str], url: str) -> None:
        self.markup, self.headers, self.url = markup, headers, url
        self.tree = tree_of(markup)
        self.base = base_of(self.tree, url)
        self.metas = Metas(self.tree)
        # XHTML may write so what HTML takes for a part of the title.
        title = _first(self.tree, _TITLES).replace("<![CDATA[", "").replace("]]>", "")
        self.written_title = folded(title)
        self.headings = [_heading(h1) for h1 in self.tree.xpath("//h1")[:3]]
        known = [*self.metas.of("og:title", "twitter:title"), self.written_title, *self.headings]
        self.items = items_of(self.tree, known, url)

    def facts(self) -> Facts:
        title, site_name = self.title(), self.site_name
        return Facts(
            title=title,
            excerpt=self.excerpt(title),
            site_name=site_name,
            author=authors_of(self.tree, self.metas, self.items),
            language=self.language(),
            kind=kind_of(self.tree, self.metas, self.items),
            published_at=published_at(self.tree, self.metas, self.items, self.url, self.text),
            canonical_url=self.canonical_url(),
            cover_url=self.cover_url(),
            favicon_url=self.favicon_url(),
            text=self.text,
        )

    @cached_property
    def text(self) -> str:
        return main_text(self.markup, self.tree)

    @cached_property
    def names(self) -> list[str]:
        """What the page is called anywhere but in `<title>` and its headings."""
        metas, items = self.metas, self.items
        return [
            *metas.of("og:title", "twitter:title", "weibo:article:title"),
            *(text for each in items for text in self._item_names(each)),
            *metas.of("citation_title", "dc.title", "dcterms.title", "parsely-title"),
            *metas.of("sailthru.title", "title", "itemprop:headline", "itemprop:name"),
        ]

    def _item_names(self, items: Items) -> list[str]:
        """An encyclopedia's headline may describe its subject; the title says which is the name."""
        found = list(items.texts("headline", "name"))
        return sorted(found, key=lambda text: (text not in self.written_title, text[:1].islower()))

    def title(self) -> str:
        written, site_name = self.written_title, self.site_name
        named = _first_good(
            self.names,
            lambda text: (text != site_name or text == written) and not naming.says_nothing(text),
        )
        heading = _first_good(self.headings, bool)
        found = named or ("" if heading and naming.says_nothing(written) else written) or heading
        found = found or folded(next(iter(self.names), ""))
        found = _uncut(found, [written, *self.names, *self.headings])
        bare = naming.bare_title(found, site_name, self.names, self.headings, self.url)
        if not named and bare == found and not naming.is_front_page(self.url):
            bare = naming.without_last_part(found)
        return cut(_DANGLING.sub("", bare), TITLE_LENGTH)

    def excerpt(self, title: str) -> str:
        metas, items = self.metas, self.items
        candidates = [
            *metas.of("og:description", "twitter:description"),
            *(text for each in items for text in each.texts("description", "abstract")),
            *metas.of("description", "dc.description", "dcterms.description", "dcterms.abstract"),
            *metas.of("citation_abstract", "sailthru.description", "itemprop:description"),
        ]
        said = {title.casefold(), self.site_name.casefold(), self.written_title.casefold()}
        found = _first_good(
            map(without_markup, candidates),
            lambda text: _says_something(text) and text.casefold() not in said,
        )
        return cut(found or first_passage(self.tree, self.text), EXCERPT_LENGTH)

    @cached_property
    def site_name(self) -> str:
        metas, written = self.metas, self.written_title
        candidates = [
            *metas.of("og:site_name", "og:site"),
            naming.site_by_host(written, self.url),
            *(text for each in self.items for text in _site_names(each)),
            *metas.of("application-name", "apple-mobile-web-app-title", "citation_journal_title"),
            *metas.of("dc.publisher", "dcterms.publisher", "publisher", "article:publisher"),
            *metas.of("al:ios:app_name"),
            *metas.of("twitter:app:name:iphone", "twitter:app:name:googleplay"),
            naming.site_by_difference(written, _first_good([*self.names, *self.headings], bool)),
            naming.last_part(written),
        ]
        return cut(_first_good(candidates, _is_name), NAME_LENGTH)

    def language(self) -> str:
        root = self.tree.get("lang") or self.tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        candidates = [
            root or self.tree.get("xml:lang") or "",
            *self.tree.xpath("//body/@lang")[:1],
            *self.metas.of("og:locale", "content-language", "dc.language", "dcterms.language"),
            *self.metas.of("language", "itemprop:inlanguage"),
            *(text for each in self.items for text in each.texts("inLanguage")),
        ]
        return (
            speech.declared(candidates)
            or speech.heard(f"{self.written_title}\n{self.text}")
            or speech.declared([self.headers.get("content-language", "")])
        )

    def canonical_url(self) -> str:
        candidates = [*self._links("canonical"), *self.metas.of("og:url")]
        named = (text for text in candidates if text.strip().lower() not in _NO_ADDRESS)
        for found in filter(None, (address(text, self.base) for text in named)):
            # A deep page that calls the front page its canonical self has wrong templates.
            is_plausible = not naming.is_front_page(found) or naming.is_front_page(self.url)
            if is_plausible and is_same_site(found, self.url):
                return found
        return ""

    def cover_url(self) -> str:
        metas, items = self.metas, self.items
        candidates = [
            *metas.of("og:image:secure_url", "og:image", "og:image:url"),
            *metas.of("twitter:image", "twitter:image:src", "twitter:image0"),
            *(
                text
                for each in items
                for text in each.addresses("image", "thumbnailUrl", "thumbnail")
            ),
            *self._links("image_src"),
            *metas.of("itemprop:image", "thumbnail", "parsely-image-url", "sailthru.image.full"),
            *metas.of("msapplication-tileimage-large"),
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


def _heading(element: html.HtmlElement) -> str:
    """Without the mark by which manuals let one link to a heading."""
    return folded(spaced_text(element)).strip("¶#§🔗 ")


def _first_good(candidates: Iterable[str], is_good: Callable[[str], bool]) -> str:
    return next((text for text in map(folded, candidates) if text and is_good(text)), "")


def _is_name(text: str) -> bool:
    return len(text) <= NAME_LENGTH and "://" not in text and any(map(str.isalnum, text))


def _site_names(items: Items) -> Iterator[str]:
    yield from items.texts("publisher", "isPartOf")
    for type_name in ("website", "newsmediaorganization", "organization"):
        yield from items.texts("name", of=items.of_type(type_name))


def _says_something(text: str) -> bool:
    """More than one word, or enough of a language that writes none; and said by the page."""
    is_long_enough = len(text) > 8 and (" " in text or any(letter > "\u2e7f" for letter in text))
    return is_long_enough and not is_furniture(text)


def _uncut(title: str, others: Iterable[str]) -> str:
    """`title`, or the longer one that it is the beginning of, where it ends in dots."""
    start = title.rstrip(" .…")
    if not title.endswith(("…", "...")) or len(start) < 10:
        return title
    return next((text for text in map(folded, others) if _goes_on(start, text)), title)


def _goes_on(start: str, text: str) -> bool:
    return text.startswith(start) and len(text) > len(start) + 3 and not text.endswith(("…", "..."))
