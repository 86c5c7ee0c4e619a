"""Facts of a feed: RSS, Atom, RDF, JSON Feed."""

import json
from typing import Any

from lxml import etree

from bookmarks.fetching.values import address, folded, language_tag, without_markup

_CHILD = "/*/*[local-name()='channel']/*[local-name()='{0}'] | /*/*[local-name()='{0}']"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def of_feed(body: bytes) -> dict[str, Any]:
    """Keyword arguments of `Facts`, without what the feed does not say."""
    parser = etree.XMLParser(recover=True, no_network=True, resolve_entities=False)
    try:
        root = etree.fromstring(body, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    if root is None:
        return {}
    title = folded(_text(root, "title"), 300)
    return {
        "title": title,
        "excerpt": folded(without_markup(_text(root, "description", "subtitle", "summary")), 500),
        "site_name": title[:120],
        "author": folded(_text(root, "author", "creator"), 120),
        "language": language_tag(root.get(_XML_LANG) or _text(root, "language")),
        "cover_url": address(_picture(root), ""),
    }


def of_json_feed(body: bytes) -> dict[str, Any]:
    """As `of_feed`; nothing for other JSON."""
    try:
        feed = json.loads(body[:2_000_000])
    except (ValueError, RecursionError):
        return {}
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        return {}
    said = {name: value for name, value in feed.items() if isinstance(value, str)}
    title = folded(said.get("title", ""), 300)
    return {
        "title": title,
        "excerpt": folded(said.get("description", ""), 500),
        "site_name": title[:120],
        "language": language_tag(said.get("language", "")),
        "cover_url": address(said.get("icon", ""), ""),
    }


def _text(root: Any, *names: str) -> str:
    for name in names:
        for found in root.xpath(_CHILD.format(name)):
            text = " ".join(part.strip() for part in found.itertext() if part.strip())
            if text:
                return text
    return ""


def _picture(root: Any) -> str:
    for found in root.xpath(_CHILD.format("image") + " | " + _CHILD.format("logo")):
        urls = [found.get("href") or "", *found.xpath("./*[local-name()='url']/text()")]
        urls.append("" if len(found) else found.text or "")
        if url := next(filter(None, urls), ""):
            return str(url)
    return ""
