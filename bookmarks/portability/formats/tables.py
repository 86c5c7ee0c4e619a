"""Reads tables (CSV) as Raindrop, Pocket, Instapaper, Diigo and spreadsheets write them. Pure.

The first line names the columns; one of them is the address.
"""

import csv
import re
from collections.abc import Iterator
from typing import BinaryIO

from bookmarks.portability.formats.fields import ADDRESS, found_in
from bookmarks.portability.formats.netscape_reading import Found
from bookmarks.portability.formats.text import lines_of

_CELL_MAX = 10_000_000
# By which Excel is told what parts the cells.
_SEPARATOR = re.compile(r"\ufeff?\s*sep=.\s*?(?:\n|\Z)")


def separator_in(start: str) -> str:
    """What parts the cells of a table that begins so; empty where this is no table."""
    first_line = _SEPARATOR.sub("", start).lstrip().partition("\n")[0].strip()
    return next((sign for sign in ",;\t" if set(_names(first_line, sign)) & set(ADDRESS)), "")


def read(file: BinaryIO, separator: str) -> Iterator[Found]:
    csv.field_size_limit(_CELL_MAX)
    # A line end of old Macs in a cell would end the reading.
    lines = (line.replace("\r", " ") for line in lines_of(file))
    above = 1
    while _SEPARATOR.match(head := next(lines)) or not head.strip():
        above += 1
    names = _names(head, separator)
    rows = csv.reader(lines, delimiter=separator)
    for row in rows:
        if any(row):
            # A row may be cut short, or be longer than its head.
            yield found_in(rows.line_num + above, dict(zip(names, row, strict=False)))


def _names(line: str, separator: str) -> list[str]:
    cells = next(csv.reader([line.lstrip("\ufeff")], delimiter=separator), [])
    return [cell.strip().lower() for cell in cells]
