"""A file's bytes as text, whatever the encoding and the line ends. Pure."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from bookmarks.fetching.charset import codec_of

SAMPLE_BYTES = 100_000
# Control characters that no text needs; line ends and tabs stay.
_CONTROL = dict.fromkeys([c for c in range(32) if c not in (9, 10, 13)] + [0x7F, 0xFFFD])


def lines_of(file: BinaryIO) -> Iterator[str]:
    """Lines, each but the last with its end."""
    sample = file.read(SAMPLE_BYTES)
    decoder = codecs.getincrementaldecoder(codec_of(sample))(errors="replace")
    rest = ""
    for piece in _pieces(sample, file):
        text = rest + decoder.decode(piece, final=not piece)
        *whole, rest = text.replace("\r\n", "\n").split("\n")
        yield from (line.translate(_CONTROL) + "\n" for line in whole)
    yield rest.translate(_CONTROL)


def beginning_of(file: BinaryIO, letters: int = 4096) -> str:
    """The first letters of a file, which is wound back."""
    sample = file.read(SAMPLE_BYTES)
    file.seek(0)
    text = codecs.getincrementaldecoder(codec_of(sample))(errors="replace").decode(sample)
    return text[:letters]


def is_text(start: bytes) -> bool:
    """Whether a file that begins so has no nought but those of UTF-16."""
    return b"\0" not in start or start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def clean(text: str) -> str:
    """Without what JSON can write and no database keeps: half a letter, nought."""
    return text.translate(_CONTROL).encode(errors="replace").decode().strip()


def _pieces(first: bytes, file: BinaryIO) -> Iterator[bytes]:
    yield first
    while piece := file.read(1 << 16):
        yield piece
    yield b""
