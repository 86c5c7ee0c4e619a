"""Unpacking a body while it arrives, so that a bomb never unfolds: pure, bytes in, bytes out."""

import zlib
from typing import Protocol


class CannotUnpackError(ValueError):
    """The packing is unknown, or the bytes are not packed that way."""


class Unpacker:
    """Collects at most `room` unpacked bytes of a body in one of the Content-Encodings we ask for.

    `full` once the body holds more than that, or more packed bytes came than any honest packing
    of so much needs.
    """

    def __init__(self, encoding: str, room: int) -> None:
        encoding = encoding.strip().lower()
        self._packed = _unpacks(encoding)
        self._may_be_raw = encoding == "deflate"
        self._body = bytearray()
        self._room = room
        self._came = 0
        self.full = False

    def feed(self, chunk: bytes) -> None:
        self._came += len(chunk)
        space = self._room - len(self._body) + 1
        self._body += self._unpacked(chunk, space) if self._packed else chunk[:space]
        self.full = len(self._body) > self._room or self._came > self._room + 65_536

    def body(self) -> bytes:
        return bytes(self._body[: self._room])

    def _unpacked(self, chunk: bytes, space: int) -> bytes:
        assert self._packed
        if self._packed.eof:
            return b""
        try:
            return self._packed.decompress(chunk, space)
        except zlib.error as error:
            if self._came > len(chunk) or not self._may_be_raw:
                raise CannotUnpackError from error
        return self._as_raw(chunk, space)

    def _as_raw(self, chunk: bytes, space: int) -> bytes:
        """Some servers say `deflate` and leave out its zlib envelope, as RFC 9110 notes."""
        self._packed = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._packed.decompress(chunk, space)
        except zlib.error as error:
            raise CannotUnpackError from error


class _Packed(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def _unpacks(encoding: str) -> _Packed | None:
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "x-gzip", "deflate"}:
        # 32: gzip or zlib, whichever its first bytes say.
        return zlib.decompressobj(32 + zlib.MAX_WBITS)
    raise CannotUnpackError(encoding)
