"""Which of the formats a file is in, and what of it can be saved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from django.utils.translation import gettext as _

from bookmarks.address_messages import explain
from bookmarks.addresses import AddressError, canonical
from bookmarks.models.bookmark import NOTE_MAX, TITLE_MAX
from bookmarks.portability.formats import (
    addresses,
    markup,
    netscape_reading,
    records,
    tables,
)
from bookmarks.portability.formats.netscape_reading import Folder, Found
from bookmarks.portability.formats.text import beginning_of
from bookmarks.tag_names import FOLDED_MAX, TAG_MAX, folded, has_address

TAGS_MAX = 100
_HTML = re.compile(r"<(?:!doctype|html|head|meta|title|body|h\d|dl|dt|ul|ol|li|a)\b", re.I)
# A bracket alone may begin a list in Markdown.
_JSON = re.compile(r"\{\s*[\"}]|\[\s*[{\]]")


class Refused(Exception):
    """Why an entry cannot be a bookmark, in words."""


def entries(file: BinaryIO) -> Iterator[Found | Folder]:
    """By its first words; what is nothing else is a list of addresses."""
    start = beginning_of(file).lstrip("\ufeff \t\r\n")
    if markup.is_markup(start):
        return markup.read(file)
    if _HTML.search(start):
        return netscape_reading.read(file)
    if _JSON.match(start):
        return records.read(file)
    if separator := tables.separator_in(start):
        return tables.read(file, separator)
    return addresses.read(file)


def fitting(found: Found) -> Found:
    """The entry with a canonical address, and words no longer than they may be.

    Raises Refused. Nothing is lost: a title that is too long goes on in the note, and tags that can
    be none here are named at its end.
    """
    try:
        url = canonical(found.url)
    except AddressError as error:
        raise Refused(explain(error)) from error
    if found.title in (found.url, url):  # Pocket's way to say that it has none
        found = replace(found, title="")
    note = found.note
    if len(found.title) > TITLE_MAX:
        note = f"{found.title}\n\n{note}".strip()
    names, left = _tags_of(found)
    note = "\n\n".join(filter(None, (note, ", ".join(left))))
    if len(note) > NOTE_MAX:
        raise Refused(_("The note is longer than %d letters.") % NOTE_MAX)
    return replace(found, url=url, title=found.title[:TITLE_MAX], note=note, tags=names)


def _tags_of(found: Found) -> tuple[tuple[str, ...], list[str]]:
    """Its tags, each once, and what was meant as one but does not fit."""
    by_slug = {folded(tag): tag for tag in reversed(found.tags)}
    in_order = [(slug, tag) for slug, tag in reversed(by_slug.items()) if slug]
    fit = dict([each for each in in_order if _fits(*each)][:TAGS_MAX])
    return tuple(fit.values()), [tag for slug, tag in in_order if slug not in fit]


def _fits(slug: str, tag: str) -> bool:
    return len(tag) <= TAG_MAX and len(slug) <= FOLDED_MAX and has_address(tag)


def as_one(said: Sequence[Found]) -> Found:
    """What a file says of one address in several places, the oldest first: nothing is lost."""
    newest = said[-1]
    if len(said) == 1:
        return newest
    note = "\n\n".join(dict.fromkeys(each.note for each in reversed(said) if each.note))
    tags = {folded(tag): tag for each in said for tag in reversed(each.tags)}
    return replace(
        newest,
        title=next((each.title for each in reversed(said) if each.title), ""),
        note=note if len(note) <= NOTE_MAX else newest.note,
        tags=tuple(reversed(tags.values()))[:TAGS_MAX],
        saved_at=said[0].saved_at,
        changed_at=max(each.changed_at for each in said if each.changed_at),
        is_private=any(each.is_private for each in said) or newest.is_private,
        is_to_read=any(each.is_to_read for each in said),
        is_favorite=any(each.is_favorite for each in said),
    )
