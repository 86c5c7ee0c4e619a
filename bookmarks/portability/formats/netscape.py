"""The bookmark file that every browser and bookmarking site reads.

Microsoft's "Netscape Bookmark File Format", with the attributes TAGS, PRIVATE and TOREAD that
del.icio.us and Pinboard added, Raindrop's DATA-IMPORTANT, and DATA- ones of ours for what no other
site has. Pure: values in, lines of text out.
"""

from collections.abc import Iterable, Iterator, Mapping
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


@dataclass(frozen=True, slots=True)
class Entry:
    """`title` is the person's own, `page_title` what stands for it; `audience` may be left out."""

    url: str
    title: str
    page_title: str
    note: str
    tags: tuple[str, ...]
    saved_at: datetime
    changed_at: datetime
    audience: str
    is_to_read: bool
    is_favorite: bool
    position: int | None = None


@dataclass(frozen=True, slots=True)
class FolderStart:
    title: str
    description: str
    created_at: datetime
    changed_at: datetime
    said: Mapping[str, str]
    """The rest, for our own reader: audience, view, sort, icon, query."""


class FolderEnd:
    pass


def written(parts: Iterable[Entry | FolderStart | FolderEnd]) -> Iterator[str]:
    """The file in pieces, so that a million bookmarks need no memory."""
    yield HEAD
    for part in parts:
        if isinstance(part, Entry):
            yield _entry(part)
        else:
            yield _folder(part) if isinstance(part, FolderStart) else FOOT
    yield FOOT


def _folder(folder: FolderStart) -> str:
    attributes = {
        "ADD_DATE": _seconds(folder.created_at),
        "LAST_MODIFIED": _seconds(folder.changed_at),
        **{f"DATA-{name.upper()}": value for name, value in folder.said.items() if value},
    }
    heading = f"<DT><H3 {_words(attributes)}>{_line(folder.title)}</H3>\n"
    return f"{heading}{_note(folder.description)}<DL><p>\n"


def _entry(entry: Entry) -> str:
    attributes = {
        "HREF": entry.url,
        "ADD_DATE": _seconds(entry.saved_at),
        "LAST_MODIFIED": _seconds(entry.changed_at),
        "PRIVATE": str(int(entry.audience not in ("", "public"))),
        "TOREAD": str(int(entry.is_to_read)),
        # A comma parts the tags, and no tag can bring one.
        "TAGS": ",".join(tag.replace(",", " ") for tag in entry.tags),
    }
    if entry.is_favorite:
        attributes["DATA-IMPORTANT"] = "true"
    if entry.audience:
        attributes["DATA-AUDIENCE"] = entry.audience
    if entry.position is not None:
        attributes["DATA-POSITION"] = str(entry.position)
    shown = _line(entry.title or entry.page_title)
    if not entry.title or entry.title != " ".join(entry.title.split()):
        attributes["DATA-TITLE"] = entry.title
    return f"<DT><A {_words(attributes)}>{shown}</A>\n{_note(entry.note)}"


def _words(attributes: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())


def _line(text: str) -> str:
    return escape(" ".join(text.split()), quote=False)


def _note(text: str) -> str:
    # A reader takes the end of a line for one sign, however it is written.
    note = escape(text, quote=False).replace("\r", "&#13;")
    return f"<DD>{note}\n" if note else ""


def _seconds(moment: datetime) -> str:
    return str(int(moment.timestamp()))
