"""Entries of a list as items of a feed."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from django.conf import settings
from django.utils.html import format_html

from accounts.models import User
from bookmarks.feeds.document import Author, Item
from bookmarks.listing import Entry
from bookmarks.models import Link
from linkshare.kit import markdown


def item_of(entry: Entry, hidden: AbstractSet[str]) -> Item:
    """`hidden`: what the owner of the list does not show, as in `Collection.HIDEABLE`."""
    bookmark = entry.bookmark
    if bookmark.sensitive_at:
        hidden = {*hidden, "cover", "excerpt", "note"}
    image = _image(bookmark.link) if "cover" not in hidden else ""
    excerpt = bookmark.link.excerpt if "excerpt" not in hidden else ""
    note = bookmark.note if "note" not in hidden else ""
    return Item(
        id=tag_uri("bookmark", bookmark.key),
        url=bookmark.link.url,
        permalink=settings.SITE_URL + bookmark.get_absolute_url(),
        title=bookmark.public_title,
        html=_html(image, note, excerpt),
        excerpt=excerpt,
        image=image,
        categories=bookmark.tag_names if "tags" not in hidden else [],
        author=author_of(bookmark.owner),
        published=bookmark.saved_at,
        updated=max(bookmark.saved_at, bookmark.changed_at),
    )


def item_of_link(link: Link, at: datetime) -> Item:
    """A page as such, with what it says of itself.

    `at`: when it came into the list. When it was made here would tell of who saved it in private.
    """
    image = _image(link)
    return Item(
        id=tag_uri("link", link.key),
        url=link.url,
        permalink=settings.SITE_URL + link.get_absolute_url(),
        title=link.title or link.url,
        html=_html(image, "", link.excerpt),
        excerpt=link.excerpt,
        image=image,
        categories=[],
        author=Author(link.author or link.site_name or link.host, f"https://{link.host}/"),
        published=at,
        updated=at,
    )


def author_of(person: User) -> Author:
    return Author(person.display_name, settings.SITE_URL + person.get_absolute_url())


def tag_uri(kind: str, key: object) -> str:
    """An id that outlasts every change of title, address and owner's name (RFC 4151)."""
    return f"tag:{settings.SITE_HOST},2026:{kind}/{key}"


def _image(link: Link) -> str:
    cover = link.cover
    return cover.shared_url if cover and cover.is_shown else ""


def _html(image: str, note: str, excerpt: str) -> str:
    """As on the page: the note, else the excerpt; all of its addresses are whole ones."""
    picture = format_html('<p><img src="{}" alt=""></p>\n', image) if image else ""
    if note:
        return picture + markdown.render(note)
    return picture + (format_html("<p>{}</p>", excerpt) if excerpt else "")
