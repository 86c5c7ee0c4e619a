"""The bookmark file that every browser and bookmarking site reads.

Microsoft's "Netscape Bookmark File Format", with the attributes TAGS, PRIVATE and TOREAD that
del.icio.us and Pinboard added. Pure: values in, lines of text out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape

HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
"""
FOOT = "</DL><p>\n"


@dataclass(frozen=True)
class Entry:
    url: str
    title: str
    note: str
    tags: tuple[str, ...]
    saved_at: datetime
    changed_at: datetime
    is_private: bool
    is_to_read: bool


def written(entries: Iterable[Entry]) -> Iterator[str]:
    """The file in pieces, so that a million bookmarks need no memory."""
    yield HEAD
    for entry in entries:
        yield _lines(entry)
    yield FOOT


def _lines(entry: Entry) -> str:
    attributes = {
        "HREF": entry.url,
        "ADD_DATE": _seconds(entry.saved_at),
        "LAST_MODIFIED": _seconds(entry.changed_at),
        "PRIVATE": str(int(entry.is_private)),
        "TOREAD": str(int(entry.is_to_read)),
        # A comma parts the tags, and no tag can bring one.
        "TAGS": ",".join(tag.replace(",", " ") for tag in entry.tags),
    }
    words = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    title = escape(" ".join(entry.title.split()), quote=False)
    line = f"<DT><A {words}>{title}</A>\n"
    return line + (f"<DD>{escape(entry.note, quote=False)}\n" if entry.note else "")


def _seconds(moment: datetime) -> str:
    return str(int(moment.timestamp()))
