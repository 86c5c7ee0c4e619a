"""What the fields of other sites' tables and records are called, and what they mean. Pure.

Pinboard, Raindrop, Pocket, Instapaper, Diigo, linkding, wallabag, Omnivore, Chrome and Firefox
name the same dozen things differently; a field that is not named here is passed over.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bookmarks.portability.formats.netscape_reading import NO_TAGS, Found, when
from bookmarks.portability.formats.text import clean

ADDRESS = ("url", "href", "uri", "link", "address")
_TITLE = ("title", "name")
_NOTE = ("note", "notes", "extended", "selection", "comments", "annotations", "highlights")
_TAGS = ("tags", "labels", "tag")
_SAVED = (
    *("time", "created", "created_at", "createdat", "time_added", "timestamp", "date_added"),
    *(
        "dateadded",
        "creation date",
        "add_date",
        "savedat",
        "saved_at",
        "saved",
        "date_published",
        "added",
        "date",
    ),
)
_CHANGED = ("updated", "updated_at", "date_modified", "lastmodified", "last_modified", "changed")
_FAVOURITE = ("favorite", "favourite", "is_starred", "starred", "important")
_TO_READ = ("toread", "to_read", "unread")
_FOLDER = ("folder", "collection")
_YES = {"1", "true", "yes", "y"}
_NO = {"0", "false", "no", "n"}
# Shelves that come with an account, and gather nothing by themselves.
_NO_FOLDERS = {"", "unread", "archive", "starred", "unsorted", "all"}

# Diigo has those of several words in quotes.
_WORD = re.compile(r'"([^"]*)"|(\S+)')

Said = Mapping[str, Any]


def address_in(said: Said) -> str:
    return _text(said, ADDRESS)


def found_in(line: int, said: Said, folders: tuple[str, ...] = ()) -> Found:
    """`said` by names in small letters."""
    is_pinboards = "extended" in said
    folder = _text(said, _FOLDER)
    shelf = folder.lower()
    return Found(
        line=line,
        url=address_in(said),
        title=_text(said, ("description",) if is_pinboards else _TITLE),
        note="\n\n".join(dict.fromkeys(_notes(said, is_pinboards=is_pinboards))),
        tags=tuple(_tags(said, by_space=is_pinboards or "annotations" in said)),
        folders=(*folders, *_path(folder)),
        saved_at=when(_text(said, _SAVED)),
        changed_at=when(_text(said, _CHANGED)),
        is_private=_is_private(said),
        audience=_text(said, ("audience",)),
        is_to_read=_is(said, _TO_READ) or "unread" in (shelf, _text(said, ("status",)).lower()),
        is_favorite=_is(said, _FAVOURITE) or shelf == "starred",
    )


def _text(said: Said, names: Sequence[str]) -> str:
    """The first of these that says anything; a number, a yes or a no is a text as well."""
    values = (said.get(name) for name in names)
    texts = (clean(str(value)) for value in values if isinstance(value, str | int | float))
    # Pinboard says false where there are no words.
    return next((text for text in texts if text and text != "False"), "")


def _is(said: Said, names: Sequence[str]) -> bool:
    return _text(said, names).lower() in _YES


def _is_private(said: Said) -> bool | None:
    if (shared := str(said.get("shared", "")).lower()) in _YES | _NO:
        return shared in _NO
    if (private := str(said.get("private", "")).lower()) in _YES | _NO:
        return private in _YES
    return None


def _notes(said: Said, *, is_pinboards: bool) -> Iterator[str]:
    for name in _NOTE if is_pinboards else (*_NOTE, "description"):
        if text := _text(said, (name,)):
            yield text
        elif isinstance(marked := said.get(name), list):
            yield from filter(None, map(_marked, marked))


def _marked(passage: Any) -> str:
    """What somebody marked on the page (wallabag, Raindrop, Omnivore), and what they said of it."""
    if not isinstance(passage, dict):
        return ""
    quote = _text(passage, ("quote",))
    words = [_text(passage, (name,)) for name in ("text", "note", "annotation")]
    if not quote and len(said := list(filter(None, words))) > 1:
        quote, words = said[0], said[1:]
    quoted = "\n".join(f"> {line}" for line in quote.splitlines())
    return "\n\n".join(filter(None, (quoted, *words)))


def _tags(said: Said, *, by_space: bool) -> Iterator[str]:
    value = next((said[name] for name in _TAGS if said.get(name)), "")
    for tag in _parted(value, by_space=by_space) if isinstance(value, str) else value:
        name = (tag.get("name") or tag.get("label") or "") if isinstance(tag, dict) else tag
        if (words := " ".join(clean(str(name)).split())) and words not in NO_TAGS:
            yield words


def _parted(text: str, *, by_space: bool) -> Sequence[Any]:
    if text.startswith("["):
        try:
            return list(json.loads(text))
        except ValueError:
            text = text.strip("[]")
    for sign in ",|;":
        if sign in text:
            return text.split(sign)
    return [quoted or bare for quoted, bare in _WORD.findall(text)] if by_space else [text]


def _path(folder: str) -> tuple[str, ...]:
    parts = re.split(r"\s+/\s+|\s*>\s*", folder)
    return () if folder.lower() in _NO_FOLDERS else tuple(filter(None, map(str.strip, parts)))
