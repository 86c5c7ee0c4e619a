"""The page that the demo content repeats, as text."""

import re
from pathlib import Path


def _entries(page):
    """(title, words, host) of each entry: the title twice, its text, "·host·", the title again."""
    lines = page.splitlines()[6:]
    entries = []
    while lines:
        end = next(at for at, line in enumerate(lines) if re.fullmatch("·.+·", line))
        title, again, *text = lines[:end]
        assert title == again
        entries.append((title, " ".join(text).split(), lines[end].strip("·")))
        lines = lines[end + 2 :]
    return entries


PAGE = Path(__file__).with_name("link-sharing-page.txt").read_text(encoding="utf-8")
ENTRIES = _entries(PAGE)
