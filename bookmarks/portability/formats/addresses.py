"""Reads a pasted list of addresses: one a line, a title after it if somebody wrote one. Pure."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from bookmarks.fetching.charset import codec_of
from bookmarks.portability.formats.netscape_reading import SAMPLE_BYTES, Found


def read(file: BinaryIO) -> Iterator[Found]:
    """Lines without a word and Markdown's list signs are passed over."""
    codec = codec_of(file.read(SAMPLE_BYTES))
    file.seek(0)
    for number, line in enumerate(codecs.getreader(codec)(file, "replace"), start=1):
        words = line.lstrip("-*• \t").split(maxsplit=1)
        if words:
            yield Found(number, words[0], title=" ".join(words[1:]).strip())
