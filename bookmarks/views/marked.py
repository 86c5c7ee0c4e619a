"""Entries that say why they were found: the words marked, and what is out of sight quoted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from django.conf import settings

from bookmarks.listing import Entry, Listing
from bookmarks.models import Bookmark
from bookmarks.search.marking import Marker, marks_of
from bookmarks.search.page_texts import texts_of
from bookmarks.search.stemming import stemmer

LENGTH = 240


def with_marks(entries: Sequence[Entry], listing: Listing) -> Sequence[Entry]:
    if listing.finding is None:
        return entries
    marks = marks_of(listing.finding.root, stemmer(settings.LANGUAGE_CODE))
    if marks.text is None:
        return [replace(entry, marks=marks) for entry in entries]
    missing = {entry.bookmark.pk: marks.text.misses(_shown(entry.bookmark)) for entry in entries}
    texts = _page_texts(entries, missing, listing)
    return [
        replace(
            entry,
            marks=marks,
            snippet=_snippet(entry.bookmark, missing[entry.bookmark.pk], texts),
        )
        for entry in entries
    ]


def _shown(bookmark: Bookmark) -> Iterator[str]:
    """What of it can be read in the list."""
    link = bookmark.link
    yield from (bookmark.shown_title, bookmark.note or link.excerpt, link.host)
    yield from bookmark.tag_names


def _page_texts(
    entries: Sequence[Entry], missing: dict[int, Marker], listing: Listing
) -> dict[int, str]:
    """In one's own library alone: elsewhere a page's text is nobody's to show."""
    if not (listing.scope and listing.scope.with_pages):
        return {}
    mine = [entry.bookmark for entry in entries if entry.may_edit]
    wanted = [bookmark.link_id for bookmark in mine if missing[bookmark.pk].phrases]
    return texts_of(wanted) if wanted else {}


def _snippet(
    bookmark: Bookmark, missing: Marker, page_texts: dict[int, str]
) -> Sequence[tuple[str, bool]]:
    """Where the words stand that the entry itself does not show."""
    if not missing.phrases:
        return ()
    link = bookmark.link
    address = unquote(link.url.partition("://")[2], errors="replace")
    hidden = [link.excerpt if bookmark.note else "", page_texts.get(link.pk, ""), link.title]
    for text in (*hidden, link.author, link.site_name, address):
        passage = missing.passage(" ".join(text.split()), LENGTH)
        if passage:
            return passage
    return ()
