"""Reads bookmark files as browsers and services really write them, one entry at a time.

The format was never written down but by example ("Netscape Bookmark File Format", Microsoft 2012):
nested lists whose end tags are often missing. An entry is an `<A>` with an address, wherever it
stands (Pocket writes plain lists), a folder an `<H3>` before a list, a note a `<DD>`. libxml2 mends
the markup; the file goes through it line by line, so that memory does not grow with its size and
each finding knows its line. Pure: bytes in, values out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO, NamedTuple, cast

from lxml import etree

from bookmarks.portability.formats.text import lines_of

_YES = {"1", "true", "yes"}
# linkding parts what describes a page from a person's notes.
_LINKDINGS = re.compile(r"\s*\[/?linkding-notes\]\s*")
# What del.icio.us and Diigo wrote where there was no tag.
NO_TAGS = {"system:unfiled", "no_tag"}
_DIGITS = re.compile(r"-?\d{1,20}\Z")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_OF_WINDOWS = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """One entry. `folders` from the outermost; `is_private` is None where the file says
    nothing. What only our own files say: `audience`, the `position` in the folder, and whether
    the title is the page's own."""

    line: int
    url: str
    title: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    saved_at: datetime | None = None
    changed_at: datetime | None = None
    is_private: bool | None = None
    audience: str = ""
    is_to_read: bool = False
    is_favorite: bool = False
    position: int | None = None
    is_page_title: bool = False


@dataclass(frozen=True, slots=True)
class Folder:
    """What is said of a folder; only our own files say more than its description."""

    path: tuple[str, ...]
    description: str = ""
    audience: str = ""
    view: str = ""
    sort: str = ""
    icon: str = ""
    query: str = ""

    @property
    def is_ours(self) -> bool:
        """Made a collection of even if nothing lies in it; browsers have many empty folders."""
        return bool(self.view)


def read(file: BinaryIO) -> Iterator[Found | Folder]:
    """What the file holds, in its order; folders only where there is something to say of them."""
    target = _Target()
    parser = etree.HTMLParser(target=cast("Any", target), encoding="utf-8", huge_tree=True)
    for number, line in enumerate(lines_of(file), start=1):
        target.line = number
        parser.feed(line.encode())
        yield from target.take()
    target.line += 1
    parser.close()
    yield from target.take()


def when(text: str) -> datetime | None:
    """A moment in seconds, milli- or microseconds since 1970, or in Chrome's since 1601.

    None for what is no number, nought, or lies before the web or after tomorrow.
    """
    if not _DIGITS.match(text.strip()):
        return _in_iso(text.strip())
    number = int(text)
    since, unit = _EPOCH, 1.0
    if number > 10**16:
        since, unit = _EPOCH_OF_WINDOWS, 1e-6
    elif number > 10**14:
        unit = 1e-6
    elif number > 10**11:
        unit = 1e-3
    try:
        return _sensible(since + timedelta(seconds=number * unit))
    except OverflowError:
        return None


def _in_iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.removesuffix(" UTC"))
    except ValueError:
        return None
    return _sensible(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _sensible(moment: datetime) -> datetime | None:
    return moment if moment.year >= 1990 and moment.year < 2100 else None


@dataclass(slots=True)
class _Entry:
    line: int
    attributes: Mapping[str, str]
    title: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Heading:
    """What names the list that comes next."""

    attributes: Mapping[str, str]
    name: list[str] = field(default_factory=list)
    description: list[str] = field(default_factory=list)
    is_title: bool = False
    """The page's, if a `<DL>` follows; Pocket and Instapaper put one over each plain list."""


class _List(NamedTuple):
    """A list that is open."""

    name: str = ""
    is_to_read: bool = False


class _Target:
    """What libxml2 tells of the markup, gathered into entries."""

    def __init__(self) -> None:
        self.line = 0
        self._done: list[Found | Folder] = []
        self._path: list[_List] = []
        self._entry: _Entry | None = None
        self._heading: _Heading | None = None
        self._words: list[str] | None = None  # where text goes now
        self._is_note = False

    def take(self) -> Iterable[Found | Folder]:
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _HANDLERS:
            _HANDLERS[tag](self, attributes)

    def end(self, tag: str) -> None:
        if tag == "dl" or (tag in _PLAIN_LISTS and not self._is_note):
            self.end_entry()
            if self._path:
                self._path.pop()
        elif tag in ("a", "h1", "h2", "h3") and not self._is_note:
            self._words = None

    def data(self, text: str) -> None:
        if self._words is not None:
            self._words.append(text)

    def close(self) -> None:
        self.end_entry()

    def open_entry(self, attributes: Mapping[str, str]) -> None:
        if self._is_note or not ("href" in attributes or "feedurl" in attributes):
            return  # a link inside a note is a part of it
        self.end_entry()
        self._entry = _Entry(self.line, dict(attributes))
        self._words = self._entry.title

    def open_heading(self, attributes: Mapping[str, str]) -> None:
        self.end_entry()
        self._heading = _Heading(dict(attributes))
        self._words = self._heading.name

    def open_title(self, attributes: Mapping[str, str]) -> None:
        self.open_heading(attributes)
        assert self._heading is not None
        self._heading.is_title = True

    def open_note(self, _attributes: Mapping[str, str]) -> None:
        self._is_note = True
        of = self._entry.note if self._entry else None
        self._words = self._heading.description if self._heading and of is None else of

    def open_list(self, _attributes: Mapping[str, str]) -> None:
        heading, self._heading = self._heading, None
        self.end_entry()
        if heading is None or heading.is_title:
            self._path.append(_List())
            return
        is_to_read = heading.attributes.get("id") == "com.apple.ReadingList"
        self._path.append(_List(_in_one_line(heading.name), is_to_read))
        if folder := _folder(heading, self._folders()):
            self._done.append(folder)

    def open_plain_list(self, _attributes: Mapping[str, str]) -> None:
        if self._is_note:
            return
        heading, self._heading = self._heading, None
        self.end_entry()
        name = _in_one_line(heading.name) if heading else ""
        shelf = _SHELVES.get(name.lower())
        self._path.append(shelf or _List(name))

    def open_item(self, attributes: Mapping[str, str]) -> None:
        if not self._is_note:
            self.end_entry(attributes)
        elif self._words is not None:
            self._words.append("\n- ")

    def open_line(self, _attributes: Mapping[str, str]) -> None:
        if self._words is not None:
            self._words.append("\n")

    def end_entry(self, _attributes: Mapping[str, str] | None = None) -> None:
        if self._entry is not None:
            is_to_read = any(each.is_to_read for each in self._path)
            self._done.append(_found(self._entry, self._folders(), is_to_read=is_to_read))
        self._entry = self._heading = self._words = None
        self._is_note = False

    def _folders(self) -> tuple[str, ...]:
        return tuple(each.name for each in self._path if each.name)


_PLAIN_LISTS = ("ul", "ol")
# What Pocket and Instapaper call their own, which are no folders.
_SHELVES = {"unread": _List(is_to_read=True), "archive": _List(), "read archive": _List()}
_HANDLERS: Mapping[str, Callable[[_Target, Mapping[str, str]], None]] = {
    "a": _Target.open_entry,
    "h1": _Target.open_title,
    "h2": _Target.open_heading,
    "h3": _Target.open_heading,
    "dd": _Target.open_note,
    "dl": _Target.open_list,
    "ul": _Target.open_plain_list,
    "ol": _Target.open_plain_list,
    "dt": _Target.end_entry,
    "li": _Target.open_item,
    "hr": _Target.end_entry,
    "br": _Target.open_line,
}


def _folder(heading: _Heading, path: tuple[str, ...]) -> Folder | None:
    description = _as_written(heading.description)
    said = [heading.attributes.get(f"data-{name}", "") for name in _OF_FOLDERS]
    return Folder(path, description, *said) if description or any(said) else None


_OF_FOLDERS = ("audience", "view", "sort", "icon", "query")


def _found(entry: _Entry, folders: tuple[str, ...], *, is_to_read: bool) -> Found:
    said = entry.attributes
    tags = said.get("tags", "").split(",")
    private = said.get("private", "").lower()
    position = said.get("data-position", "")
    return Found(
        line=entry.line,
        url=(said.get("href") or said.get("feedurl", "")).strip(),
        title=said.get("data-title") or _in_one_line(entry.title),
        note=_LINKDINGS.sub("\n\n", _as_written(entry.note)).strip(),
        tags=tuple(tag for each in tags if (tag := " ".join(each.split())) and tag not in NO_TAGS),
        folders=folders,
        saved_at=when(said.get("add_date") or said.get("time_added", "")),
        changed_at=when(said.get("last_modified", "")),
        is_private=(private in _YES) if private else None,
        audience=said.get("data-audience", ""),
        is_to_read=is_to_read or said.get("toread", said.get("unread", "")).lower() in _YES,
        is_favorite=said.get("data-important", said.get("favorite", "")).lower() in _YES,
        position=int(position) if _DIGITS.match(position) and len(position) < 19 else None,
        is_page_title="data-title" in said and not said["data-title"],
    )


def _in_one_line(words: Iterable[str]) -> str:
    return " ".join("".join(words).split())


def _as_written(words: Iterable[str]) -> str:
    # Two spaces at the end of a line mean something in Markdown.
    return "".join(words).strip()
