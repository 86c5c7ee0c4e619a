"""Reads records (JSON) as Pinboard, browsers' own backups and most sites' interfaces write them.

An entry is an object that has an address, wherever it stands; a folder is one with `children`.
Pure: bytes in, values out.
"""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any, BinaryIO

from bookmarks.portability.formats.fields import address_in, found_in
from bookmarks.portability.formats.netscape_reading import Found
from bookmarks.portability.formats.text import clean

SIZE_MAX = 64_000_000
"""Bytes: such a file is read at once, and takes several times that in memory."""
# Who wrote an entry has an address, too.
_NO_ENTRIES = {"author", "authors"}


def read(file: BinaryIO) -> Iterator[Found]:
    """Entries in their order; where others have a line, theirs is their number."""
    content = file.read(SIZE_MAX + 1)
    if len(content) > SIZE_MAX:
        raise ValueError("too large")
    numbers = count(1)
    for said, folders in _entries(_values(content), ()):
        yield found_in(next(numbers), said, folders)


def _values(content: bytes) -> Any:
    """The file as a whole, or the lines of one that has a record on each (JSON Lines)."""
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise
        return [json.loads(line) for line in content.splitlines() if line.strip()]


def _entries(value: Any, path: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    if isinstance(value, list):
        for each in value:
            yield from _entries(each, path)
    elif isinstance(value, dict):
        said = {name.lower(): part for name, part in value.items()}
        if address_in(said):
            yield said, path
            return
        if isinstance(said.get("children"), list):
            path = (*path, *_name(said))
        for name, part in said.items():
            if name not in _NO_ENTRIES:
                yield from _entries(part, path)


def _name(folder: dict[str, Any]) -> tuple[str, ...]:
    name = " ".join(clean(str(folder.get("name") or folder.get("title") or "")).split())
    return (name,) if name else ()
