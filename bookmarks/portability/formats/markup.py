"""Reads bookmarks in XML: Pinboard's and del.icio.us's posts, XBEL, OPML, and feeds.

What stands beside an address is told by the names of other formats' fields. Entities of the file's
own making are not put in, and nothing is fetched. Pure: bytes in, values out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO, cast

from lxml import etree

from bookmarks.portability.formats.fields import address_in, found_in
from bookmarks.portability.formats.netscape_reading import Found

Said = dict[str, Any]
_BEGINNING = re.compile(
    r"(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*>|\s)*<(?:posts|xbel|opml|rss|feed|rdf:RDF)\b",
    re.S | re.I,
)


def is_markup(start: str) -> bool:
    """Whether a file that begins so is one of these."""
    return bool(_BEGINNING.match(start))


def read(file: BinaryIO) -> Iterator[Found]:
    """Entries in their order, each with the line that it begins in.

    Of a file that breaks off all that came before.
    """
    folders: list[str] = []
    events = etree.iterparse(
        file,
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    for event, element in events:
        name = _name(element)
        if event == "end":
            yield from _ended(element, name, folders)
        elif name in _FOLDERS:
            folders.append(_FOLDERS[name](element))


def _ended(element: "etree._Element", name: str, folders: list[str]) -> Iterator[Found]:
    if name == "title" and _name(element.getparent()) == "folder":
        folders[-1] = _text(element)
    if name in _FOLDERS:
        folders.pop()
    if name in _ENTRIES and address_in(said := _ENTRIES[name](element)):
        yield found_in(cast("int", element.sourceline), said, tuple(filter(None, folders)))
    if name in _ENTRIES or name in _FOLDERS:
        _forget(element)


def _forget(element: "etree._Element") -> None:
    """Else the memory grows with the file."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _name(element: "etree._Element | None") -> str:
    return "" if element is None else etree.QName(element).localname.lower()


def _text(element: "etree._Element | None") -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _attributes(element: "etree._Element") -> Said:
    return {str(name).lower(): str(value) for name, value in element.attrib.items()}


def _children(element: "etree._Element") -> Mapping[str, "etree._Element"]:
    """The first of each name."""
    return {_name(each): each for each in element.iterchildren("*", reversed=True)}


def _of_post(post: "etree._Element") -> Said:
    said = _attributes(post)
    return {**said, "extended": said.get("extended", ""), "tags": said.get("tag", "")}


def _of_bookmark(bookmark: "etree._Element") -> Said:
    said, inside = _attributes(bookmark), _children(bookmark)
    about = {"title": _text(inside.get("title")), "note": _text(inside.get("desc"))}
    return {**about, "href": said.get("href"), "added": said.get("added")}


def _of_outline(outline: "etree._Element") -> Said:
    """A feed's own site is what people read."""
    said = _attributes(outline)
    address = said.get("htmlurl") or said.get("url") or said.get("xmlurl")
    title = said.get("title") or said.get("text")
    # Paths by slashes, and what has none is a tag.
    tags = [each.strip("/ ") for each in said.get("category", "").split(",")]
    return {"url": address, "title": title, "created": _moment(said.get("created")), "tags": tags}


def _of_item(item: "etree._Element") -> Said:
    inside = _children(item)
    when = ("published", "pubdate", "date", "updated")
    return {
        "url": _link(item),
        "title": _text(inside.get("title")),
        "saved": next((_moment(_text(inside[name])) for name in when if name in inside), ""),
        "tags": [
            str(each.get("term") or _text(each))
            for each in item.iterchildren("*")
            if _name(each) == "category"
        ],
    }


def _link(item: "etree._Element") -> str:
    links = [each for each in item.iterchildren("*") if _name(each) == "link"]
    main = [each for each in links if each.get("rel", "alternate") == "alternate"]
    return next((str(each.get("href") or _text(each)) for each in main), "")


def _moment(text: str | None) -> str:
    """A mail's date, as RSS and OPML have it, in ISO; any other as it is."""
    try:
        return parsedate_to_datetime(text or "").isoformat()
    except ValueError:
        return text or ""


def _named(outline: "etree._Element") -> str:
    said = _attributes(outline)
    return said.get("title") or said.get("text") or ""


_FOLDERS: Mapping[str, Callable[["etree._Element"], str]] = {
    "folder": lambda _folder: "",
    "outline": _named,
}
_ENTRIES: Mapping[str, Callable[["etree._Element"], Said]] = {
    "post": _of_post,
    "bookmark": _of_bookmark,
    "outline": _of_outline,
    "item": _of_item,
    "entry": _of_item,
}
