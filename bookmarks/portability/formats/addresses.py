"""Reads a pasted list of addresses: one a line, a title beside it if somebody wrote one. Pure."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from bookmarks.portability.formats.netscape_reading import Found
from bookmarks.portability.formats.text import lines_of

# What stands before an item of a list, ticked or not, in Markdown and in mails.
_SIGN = re.compile(r"\s*(?:(?:[-*+•>]|\d{1,4}[.)]|\[[ xX]\])\s+)*[-*•]*\s*")
# One pair of brackets inside, as Wikipedia's addresses have them.
_MARKDOWN = re.compile(r"!?\[([^\]]*)\]\(<?((?:[^\s()<>]|\([^\s()]*\))+)>?[^)]*\)\s*(.*)")
_BARE = re.compile(r"<?(\S+?)>?(?:\s+(.*))?\Z")
_PARTING = " \t|-–—:"


def read(file: BinaryIO) -> Iterator[Found]:
    """Lines without a word, and the signs of a list, are passed over."""
    for number, line in enumerate(lines_of(file), start=1):
        words = " ".join(line[_end_of_sign(line) :].split())
        if found := _MARKDOWN.match(words):
            yield Found(number, found[2], title=found[1].strip(), note=_rest(found[3]))
        elif found := _BARE.match(words):
            yield Found(number, found[1], title=_rest(found[2] or ""))


def _end_of_sign(line: str) -> int:
    sign = _SIGN.match(line)
    return sign.end() if sign else 0


def _rest(words: str) -> str:
    """OneTab and others part the address from its title by a bar or a dash."""
    return words.lstrip(_PARTING).strip()
