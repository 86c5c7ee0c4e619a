"""The entries of one import, oldest first, in a file beside the site's data.

It is made again from the uploaded file where it is missing: another machine goes on as well. Ids
follow time only if the oldest entry is saved first, and a file is in any order; SQLite sorts a
million of them on disk.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bookmarks.portability.formats.netscape_reading import Found

_TABLE = "CREATE TABLE {} (n INTEGER PRIMARY KEY, saved REAL, line INTEGER, entry TEXT)"


class Spool:
    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        return self.path.exists()

    def fill(self, entries: Iterable[Found]) -> None:
        """Write the entries, each with its time; whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as file:
            file.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            file.execute(_TABLE.format("unsorted"))
            file.execute(_TABLE.format("sorted"))
            rows = ((_time(entry), entry.line, _packed(entry)) for entry in entries)
            file.executemany("INSERT INTO unsorted(saved, line, entry) VALUES (?, ?, ?)", rows)
            # Of the same second the first in the file is the newest, as in every list.
            file.execute(
                "INSERT INTO sorted SELECT row_number() OVER (ORDER BY saved, line DESC) - 1,"
                " saved, line, entry FROM unsorted"
            )
            file.execute("DROP TABLE unsorted")
            file.commit()
        unfinished.replace(self.path)

    def part(self, start: int, size: int) -> list[Found]:
        with closing(sqlite3.connect(self.path)) as file:
            rows = file.execute(
                "SELECT entry FROM sorted WHERE n >= ? ORDER BY n LIMIT ?", (start, size)
            )
            return [_unpacked(entry) for (entry,) in rows]

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def _time(entry: Found) -> float:
    assert entry.saved_at is not None
    return entry.saved_at.timestamp()


def _packed(entry: Found) -> str:
    """A list of the fields, moments as seconds: a tenth of what `asdict` costs."""
    values = [getattr(entry, name) for name in Found.__slots__]
    return json.dumps(values, default=datetime.timestamp, ensure_ascii=False)


def _unpacked(text: str) -> Found:
    values = json.loads(text)
    for place in _MOMENTS:
        values[place] = _moment(values[place])
    for place in _LISTS:
        values[place] = tuple(values[place])
    return Found(*values)


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _places(*names: str) -> list[int]:
    fields: Any = Found.__slots__
    return [fields.index(name) for name in names]


_MOMENTS = _places("saved_at", "changed_at")
_LISTS = _places("tags", "folders")
