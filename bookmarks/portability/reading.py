"""Which of the formats a file is in, and what of it can be saved."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from django.utils.translation import gettext as _

from bookmarks.address_messages import explain
from bookmarks.addresses import AddressError, canonical
from bookmarks.models.bookmark import NOTE_MAX, TITLE_MAX
from bookmarks.portability.formats import addresses, netscape_reading
from bookmarks.portability.formats.netscape_reading import Folder, Found
from bookmarks.tag_names import FOLDED_MAX, TAG_MAX, folded, has_address

TAGS_MAX = 100


class Refused(Exception):
    """Why an entry cannot be a bookmark, in words."""


def entries(file: BinaryIO) -> Iterator[Found | Folder]:
    """By its first words: a list of addresses has no tags."""
    start = file.read(4096)
    file.seek(0)
    return netscape_reading.read(file) if b"<" in start else addresses.read(file)


def fitting(found: Found) -> Found:
    """The entry with a canonical address, and words no longer than they may be.

    Raises Refused. Nothing is lost without a word: a title that is too long goes on in the note.
    """
    try:
        url = canonical(found.url)
    except AddressError as error:
        raise Refused(explain(error)) from error
    note = found.note
    if len(found.title) > TITLE_MAX:
        note = f"{found.title}\n\n{note}".strip()
    if len(note) > NOTE_MAX:
        raise Refused(_("The note is longer than %d letters.") % NOTE_MAX)
    tags = {folded(tag): tag for tag in reversed(found.tags)}
    if any(len(tag) > TAG_MAX or len(slug) > FOLDED_MAX for slug, tag in tags.items()):
        raise Refused(_("A tag is longer than %d letters.") % TAG_MAX)
    if not all(map(has_address, tags)):
        raise Refused(_("A tag has a part that is nothing but a dot or two."))
    if len(tags) > TAGS_MAX:
        raise Refused(_("It has more than %d tags.") % TAGS_MAX)
    names = tuple(reversed(tags.values()))
    return replace(found, url=url, title=found.title[:TITLE_MAX], note=note, tags=names)
