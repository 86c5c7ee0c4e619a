"""What a page says of itself in schema.org's words, by JSON-LD or by microdata, in one shape.

An item is a dict as in JSON-LD: "@type" and properties that are strings, items or lists of them.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from html import unescape
from typing import Any

from lxml import html

from bookmarks.fetching.elements import spaced_text

Item = dict[str, Any]

_MAX_SCRIPT = 1_000_000
_MAX_ITEMS = 300
_MAX_DEPTH = 4
_KINDS = {
    "article": "article newsarticle blogposting reportagenewsarticle analysisnewsarticle "
    "opinionnewsarticle backgroundnewsarticle reviewnewsarticle techarticle scholarlyarticle "
    "medicalscholarlyarticle advertisercontentarticle satiricalarticle socialmediaposting "
    "liveblogposting discussionforumposting report recipe howto review criticreview",
    "video": "videoobject movie tvepisode tvseries tvseason clip",
    "audio": "audioobject musicrecording musicalbum musicplaylist podcastepisode podcastseries "
    "radioepisode audiobook",
    "book": "book",
    "document": "digitaldocument presentationdigitaldocument textdigitaldocument thesis",
    "link": "webpage itempage aboutpage profilepage collectionpage qapage question faqpage product "
    "event softwareapplication webapplication softwaresourcecode dataset course jobposting",
    "image": "imageobject photograph",
}
_STRING = r'("(?:[^"\\]|\\.)*")'
_STRING_OR_COMMENT = re.compile(_STRING + r"|/\*.*?\*/|//[^\n]*", re.S)
_STRING_OR_COMMA = re.compile(_STRING + r"|,(?=\s*[\]}])")
_RANKED = {name: (rank, kind) for rank, kind in enumerate(_KINDS) for name in _KINDS[kind].split()}


class Items:
    """All items of a page, and the one that the page is about (`main`).

    `known`: what the page is called elsewhere, by which its own item is told from those that it
    merely lists.
    """

    def __init__(self, items: list[Item], known: Collection[str], url: str) -> None:
        self._items = items
        self._by_id = {item["@id"]: item for item in items if isinstance(item.get("@id"), str)}
        self.main: Item = self._main({_letters(name) for name in known} - {""}, url)

    def _main(self, known: Collection[str], url: str) -> Item:
        ranked = [item for item in self._items if _types(item) & _RANKED.keys()]
        own = [item for item in ranked if self._is_known(item, known) or _is_at(item, url)]
        # Several of a kind, of which none bears the page's name, are a list of other pages.
        best = min(own or ranked, key=_rank, default={})
        alike = sum(1 for item in ranked if _types(item) == _types(best))
        return best if own or alike < 3 else {}

    def _is_known(self, item: Item, known: Collection[str]) -> bool:
        names = {_letters(name) for name in self.texts("headline", "name", of=item)} - {""}
        return any(one.startswith(name) or name.startswith(one) for name in names for one in known)

    @property
    def kind(self) -> str:
        """The kind that the main item's type stands for, or nothing."""
        known = _types(self.main) & _RANKED.keys()
        return min((_RANKED[name] for name in known), default=(0, ""))[1]

    @property
    def is_event(self) -> bool:
        return any(name.endswith("event") for name in _types(self.main))

    def texts(self, *names: str, of: Item | None = None) -> Iterator[str]:
        """The named properties of the main item (or `of`); a nested item is told by its name."""
        item = self.main if of is None else of
        # A page of questions and answers says when, and by whom, of the question.
        inner = item.get("mainEntity")
        inner = inner[0] if isinstance(inner, list) and inner else inner
        for name in names:
            for value in _listed(item.get(name)) or _listed(_property(inner, name)):
                nested = self._whole(value).get("name") if isinstance(value, dict) else value
                yield from _strings(_listed(nested)[:1])

    def addresses(self, *names: str) -> Iterator[str]:
        """The named properties of the main item; a nested item is told by its address."""
        for name in names:
            for value in _listed(self.main.get(name)):
                whole = self._whole(value) if isinstance(value, dict) else {"url": value}
                yield from _strings(_listed(whole.get("url") or whole.get("contentUrl"))[:1])

    def of_type(self, name: str) -> Item:
        return next((item for item in self._items if name in _types(item)), {})

    def _whole(self, item: Item) -> Item:
        """The item that a bare reference ({"@id": …}) points to."""
        return self._by_id.get(str(item.get("@id")), item) if "name" not in item else item


def items_of(tree: html.HtmlElement, known: Collection[str], url: str) -> tuple[Items, Items]:
    """What the page says by JSON-LD and by microdata."""
    return (
        Items(list(_linked_data(tree))[:_MAX_ITEMS], known, url),
        Items(list(_microdata(tree)), known, url),
    )


def _linked_data(tree: html.HtmlElement) -> Iterator[Item]:
    for script in tree.xpath('//script[contains(@type, "ld+json")]')[:40]:
        yield from _flat(_read((script.text or "")[:_MAX_SCRIPT]), 0)


def _read(text: str) -> object:
    """JSON as pages write it: in comment marks, with comments, commas too many, HTML entities."""
    text = _unwrapped(text)
    for mend in (str, _without_slips, lambda text: _without_slips(unescape(text))):
        try:
            # raw: some pages put one document after another; the first is the page's.
            return json.JSONDecoder(strict=False).raw_decode(mend(text).lstrip())[0]
        except (ValueError, RecursionError):
            continue
    return None


def _without_slips(text: str) -> str:
    """JSON without comments and without commas before a bracket; what is in strings stays."""
    text = _STRING_OR_COMMENT.sub(lambda found: found[1] or "", text)
    return _STRING_OR_COMMA.sub(lambda found: found[1] or "", text)


def _unwrapped(text: str) -> str:
    """`text` without the comment marks that once hid scripts from old browsers."""
    for _ in range(3):
        text = text.strip()
        for mark in ("<!--", "//<![CDATA[", "<![CDATA["):
            text = text.removeprefix(mark)
        for mark in ("-->", "//]]>", "]]>", ";"):
            text = text.removesuffix(mark)
    return text


def _flat(data: object, depth: int) -> Iterator[Item]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for part in data[:_MAX_ITEMS]:
            yield from _flat(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flat(data.get(name), depth + 1)


def _microdata(tree: html.HtmlElement) -> Iterator[Item]:
    for element in tree.xpath("//*[@itemscope and not(@itemprop)]")[:20]:
        yield _item(element, 0)


def _item(element: html.HtmlElement, depth: int) -> Item:
    item: Item = {"@type": element.get("itemtype", "").split()}
    for child in _own_properties(element):
        nested = child.get("itemscope") is not None and depth < _MAX_DEPTH
        value = _item(child, depth + 1) if nested else _value(child)
        for name in child.get("itemprop", "").split():
            item.setdefault(name, []).append(value)
    return item


def _own_properties(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements with itemprop below `element` that no other item between them owns."""
    waiting: list[html.HtmlElement] = list(reversed(element))
    seen = 0
    while waiting and seen < 5000:
        child = waiting.pop()
        seen += 1
        if not isinstance(child.tag, str):
            continue
        if child.get("itemprop"):
            yield child
        if child.get("itemscope") is None:
            waiting.extend(reversed(child))


def _value(element: html.HtmlElement) -> str:
    for name in ("content", "datetime", "href", "src"):
        if element.get(name):
            return str(element.get(name))
    return spaced_text(element)[:5000]


def _property(item: object, name: str) -> object:
    return item.get(name) if isinstance(item, dict) else None


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value[:20] if isinstance(value, list) else [value]


def _types(item: Item) -> set[str]:
    return {_type_name(name) for name in _strings(_listed(item.get("@type")))}


def _type_name(name: str) -> str:
    return re.split(r"[/#:]", name)[-1].lower()


def _is_at(item: Item, url: str) -> bool:
    page = item.get("mainEntityOfPage")
    page = page.get("@id") if isinstance(page, dict) else page
    places = {place for place in (item.get("url"), item.get("@id"), page) if isinstance(place, str)}
    return any(place.partition("#")[0] == url for place in places)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unescape(text))).casefold()


def _strings(values: Iterable[object]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str) and value.strip())


def _rank(item: Item) -> int:
    return min(_RANKED[name][0] for name in _types(item) & _RANKED.keys())
