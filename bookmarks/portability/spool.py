"""The entries of one import, oldest first, in a file beside the site's data.

It is made again from the uploaded file where it is missing: another machine goes on as well. Ids
follow time only if the oldest entry is saved first, and a file is in any order; SQLite sorts a
million of them on disk.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bookmarks.portability.formats.netscape_reading import Folder, Found

_TABLE = "CREATE TABLE {} (n INTEGER PRIMARY KEY, saved REAL, line INTEGER, url TEXT, entry TEXT)"
# Ten of each: a file may have a million of one.
_REPEATED = """CREATE TABLE repeated AS SELECT n, first FROM (
    SELECT n, min(n) OVER same AS first, count(*) OVER same AS times,
        row_number() OVER (same ORDER BY n) AS place
    FROM sorted WINDOW same AS (PARTITION BY url)
) WHERE times > 1 AND place <= 10"""
_FOLDERS = "CREATE TABLE folders (n INTEGER PRIMARY KEY, folder TEXT)"


class Spool:
    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        return self.path.exists()

    def fill(self, things: Iterable[Found | Folder]) -> None:
        """Write the entries, each with its time, and what is said of folders; whole or not."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as file:
            file.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            file.execute(_TABLE.format("unsorted"))
            file.execute(_TABLE.format("sorted"))
            file.execute(_FOLDERS)
            folders: list[Folder] = []
            rows = (
                (_time(entry), entry.line, entry.url, _packed(entry))
                for entry in _entries(things, folders)
            )
            file.executemany(
                "INSERT INTO unsorted(saved, line, url, entry) VALUES (?, ?, ?, ?)", rows
            )
            said = ((json.dumps(astuple(folder)),) for folder in folders)
            file.executemany("INSERT INTO folders(folder) VALUES (?)", said)
            # Of the same second the first in the file is the newest, as in every list.
            file.execute(
                "INSERT INTO sorted SELECT row_number() OVER (ORDER BY saved, line DESC) - 1,"
                " saved, line, url, entry FROM unsorted"
            )
            file.execute("DROP TABLE unsorted")
            file.execute(_REPEATED)
            file.execute("CREATE INDEX repeated_first ON repeated(first)")
            file.commit()
        unfinished.replace(self.path)

    def part(self, start: int, size: int) -> list[Found]:
        with closing(sqlite3.connect(self.path)) as file:
            rows = file.execute(
                "SELECT entry FROM sorted WHERE n >= ? ORDER BY n LIMIT ?", (start, size)
            )
            return [_unpacked(entry) for (entry,) in rows]

    def repeated(self, start: int, size: int) -> dict[str, list[Found]]:
        """What the file says of those in this part that stand in later ones too, or in it again.

        The oldest first; of those that stood in an earlier part, nothing.
        """
        said: dict[str, list[Found]] = defaultdict(list)
        with closing(sqlite3.connect(self.path)) as file:
            rows = file.execute(
                "SELECT entry FROM sorted WHERE n IN"
                " (SELECT n FROM repeated WHERE first >= ? AND first < ?) ORDER BY n",
                (start, start + size),
            )
            for found in (_unpacked(entry) for (entry,) in rows):
                said[found.url].append(found)
        return said

    def folders(self) -> list[Folder]:
        with closing(sqlite3.connect(self.path)) as file:
            rows = file.execute("SELECT folder FROM folders ORDER BY n").fetchall()
        said = [json.loads(folder) for (folder,) in rows]
        return [Folder(tuple(path), *rest) for path, *rest in said]

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def _entries(things: Iterable[Found | Folder], folders: list[Folder]) -> Iterator[Found]:
    """The entries one by one; folders are few, and are put aside."""
    for thing in things:
        if isinstance(thing, Folder):
            folders.append(thing)
        else:
            yield thing


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
