"""Entries of a list as items of a feed."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from urllib.parse import quote, urldefrag
from zlib import crc32

from django.conf import settings
from django.utils.html import format_html

from accounts.models import User
from bookmarks.feeds.document import Author, Item, cleaned
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
    url = _uri(bookmark.link.url)
    return Item(
        id=tag_uri("bookmark", bookmark.key),
        url=url,
        permalink=settings.SITE_URL + bookmark.get_absolute_url(),
        title=_title(bookmark.public_title, url),
        html=_html(url, image, note, excerpt),
        excerpt=excerpt,
        image=image,
        categories=bookmark.tag_names if "tags" not in hidden else [],
        author=author_of(bookmark.owner),
        published=bookmark.saved_at.replace(microsecond=0),
        updated=_told_apart(max(bookmark.saved_at, bookmark.changed_at), bookmark.key),
    )


def item_of_link(link: Link, at: datetime) -> Item:
    """A page as such, with what it says of itself.

    `at`: when it came into the list. When it was made here would tell of who saved it in private.
    """
    image, url = _image(link), _uri(link.url)
    return Item(
        id=tag_uri("link", link.key),
        url=url,
        permalink=settings.SITE_URL + link.get_absolute_url(),
        title=_title(link.title, url),
        html=_html(url, image, "", link.excerpt),
        excerpt=link.excerpt,
        image=image,
        categories=[],
        author=Author(link.author or link.site_name or link.host, f"https://{link.host}/"),
        published=at.replace(microsecond=0),
        updated=_told_apart(at, link.key),
    )


def author_of(person: User) -> Author:
    return Author(person.display_name, settings.SITE_URL + person.get_absolute_url())


def tag_uri(kind: str, key: object) -> str:
    """An id that outlasts every change of title, address and owner's name (RFC 4151)."""
    return f"tag:{settings.SITE_HOST},2026:{kind}/{quote(str(key))}"


def _told_apart(at: datetime, key: str) -> datetime:
    """Atom wants no two entries changed at one moment; many come in one file, or one copy."""
    return at.replace(microsecond=crc32(key.encode()) % 1_000_000)


def _uri(url: str) -> str:
    """As RFC 3986 has it. Ours may have more in its fragment: see `bookmarks/addresses`."""
    page, fragment = urldefrag(url)
    return f"{page}#{quote(fragment, safe=_IN_A_FRAGMENT)}" if fragment else page


_IN_A_FRAGMENT = "!$&'()*+,;=:@/?%"


def _title(title: str, url: str) -> str:
    return title if cleaned(title).strip() else url


def _image(link: Link) -> str:
    cover = link.cover
    return cover.shared_url if cover and cover.is_shown else ""


def _html(url: str, image: str, note: str, excerpt: str) -> str:
    """As on the page: the note, else the excerpt; all of its addresses are whole ones.

    Never empty, as no entry should be: there is always the address.
    """
    picture = format_html('<p><img src="{}" alt=""></p>\n', image) if image else ""
    if note:
        return picture + markdown.render(note)
    words = format_html("<p>{}</p>", excerpt) if excerpt else ""
    return picture + words or format_html('<p><a href="{}">{}</a></p>', url, url)
