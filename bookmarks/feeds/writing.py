"""A feed as bytes, in each of the three forms."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from bookmarks.feeds.document import Author, Feed, Item


class Form(NamedTuple):
    """`content_type` is what an answer says, `mime_type` what a link to it says."""

    label: str
    mime_type: str
    content_type: str
    write: Callable[[Feed], bytes]


class _Dated:
    """A feed changes when what it shows does, not whenever it is asked for."""

    feed: dict[str, Any]

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


class _InHtml:
    """Writes titles that would be taken for HTML as HTML, in which they are no such thing."""

    def __init__(self, handler: SimplerXMLGenerator) -> None:
        self._handler = handler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._handler, name)

    def addQuickElement(  # noqa: N802 - its name in Django
        self, name: str, contents: str | None = None, attrs: dict[str, str] | None = None
    ) -> None:
        if name in {"title", "subtitle"} and contents and _LIKE_HTML.search(contents):
            contents, attrs = escape(contents), {"type": "html"}
        self._handler.addQuickElement(name, contents, attrs)


_LIKE_HTML = re.compile(r"<|&#?\w+;")


class _Atom(_Dated, Atom1Feed):
    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(_InHtml(handler))  # type: ignore[arg-type]
        handler.addQuickElement("icon", self.feed["icon"])
        for rel, url in self.feed["relations"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": url})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(_InHtml(handler), item)  # type: ignore[arg-type]
        handler.addQuickElement("link", "", {"rel": "related", "href": item["comments"]})
        handler.addQuickElement("content", item["html"], {"type": "html"})


class _Rss(_Dated, Rss201rev2Feed):
    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel, url in self.feed["relations"].items():
            handler.addQuickElement("atom:link", None, {"rel": rel, "href": url})


def _atom(feed: Feed) -> bytes:
    return _xml(_Atom, feed, with_description=False)


def _rss(feed: Feed) -> bytes:
    return _xml(_Rss, feed, with_description=True)


def _xml(kind: type[SyndicationFeed], feed: Feed, *, with_description: bool) -> bytes:
    document = kind(
        title=feed.title,
        link=feed.page_url,
        description=feed.description,
        subtitle=feed.description,
        language=feed.language,
        author_name=feed.author.name,
        author_link=feed.author.url,
        feed_url=feed.links["self"],
        feed_guid=feed.id,
        updated=feed.updated,
        icon=feed.icon,
        relations=feed.relations,
    )
    for item in feed.entries:
        document.add_item(**_as_element(item, with_description=with_description))
    written = BytesIO()
    document.write(written, "utf-8")
    return written.getvalue()


def _as_element(item: Item, *, with_description: bool) -> dict[str, Any]:
    return {
        "title": item.title,
        "link": item.url,
        "description": item.html if with_description else None,
        "html": item.html,
        "author_name": item.author.name,
        "author_link": item.author.url,
        "pubdate": item.published,
        "updateddate": item.updated,
        "comments": item.permalink,
        "unique_id": item.id,
        "unique_id_is_permalink": False,
        "categories": item.categories,
    }


def _json(feed: Feed) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.page_url,
        # What readers know the feed by: the same on each of its pages.
        "feed_url": feed.links.get("first", feed.links["self"]),
        "next_url": feed.links.get("next"),
        "icon": feed.icon,
        "favicon": feed.icon,
        "language": feed.language,
        "authors": [_author(feed.author)],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
        "items": [_as_object(item) for item in feed.entries],
    }
    return json.dumps(_said(document), ensure_ascii=False, indent=1).encode()


def _as_object(item: Item) -> dict[str, Any]:
    return _said(
        {
            "id": item.id,
            "url": item.permalink,
            "external_url": item.url,
            "title": item.title,
            "content_html": item.html,
            "summary": item.excerpt or None,
            "image": item.image or None,
            "date_published": item.published.isoformat(),
            "date_modified": item.updated.isoformat(),
            "authors": [_author(item.author)],
            "tags": list(item.categories) or None,
        }
    )


def _author(author: Author) -> dict[str, str]:
    return {"name": author.name, "url": author.url}


def _said(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}


FORMS = {
    "atom": Form("Atom", "application/atom+xml", Atom1Feed.content_type, _atom),
    "rss": Form("RSS", "application/rss+xml", Rss201rev2Feed.content_type, _rss),
    # JSON is UTF-8 always, and has no charset to name (RFC 8259, section 11).
    "json": Form("JSON Feed", "application/feed+json", "application/feed+json", _json),
}
