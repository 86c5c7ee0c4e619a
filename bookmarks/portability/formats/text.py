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
    decoder = _decoder(sample)
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
    return _decoder(sample).decode(sample)[:letters]


def is_text(start: bytes) -> bool:
    """Whether a file that begins so has no nought but those of UTF-16."""
    return b"\0" not in start or bool(_utf16(start))


def clean(text: str) -> str:
    """Without what JSON can write and no database keeps: half a letter, nought."""
    whole = text.translate(_CONTROL).encode(errors="replace").decode()
    return whole.replace("\r\n", "\n").replace("\r", "\n").strip()


def _decoder(sample: bytes) -> codecs.IncrementalDecoder:
    codec = _utf16(sample) or codec_of(sample)
    is_utf8 = codec.startswith("utf-8")
    return codecs.getincrementaldecoder(codec)(errors=_AS_WINDOWS if is_utf8 else "replace")


def _utf16(start: bytes) -> str:
    """The codec of what is UTF-16, marked or not: its first letter is one of ASCII."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    noughts = [byte == 0 for byte in start[:4]]
    if noughts == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if noughts == [True, False, True, False] else ""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """A byte that is not UTF-8, in a file that seemed to be: most are of Western Windows."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_AS_WINDOWS = "as-windows-1252"
codecs.register_error(_AS_WINDOWS, _as_windows)


def _pieces(first: bytes, file: BinaryIO) -> Iterator[bytes]:
    yield first
    while piece := file.read(1 << 16):
        yield piece
    yield b""
