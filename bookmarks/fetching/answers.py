"""What an address answered."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

_SANE = re.compile(r"[\x20-\x7e]{1,200}")
_LAST_ONE_COUNTS = frozenset({"content-type", "location"})


@dataclass(frozen=True)
class Hop:
    """An address that sent us on, and how."""

    url: str
    status: int


@dataclass(frozen=True)
class Known:
    """How the server named the state of the page that we have: RFC 9110's validators."""

    etag: str = ""
    last_modified: str = ""

    def conditions(self) -> dict[str, str]:
        both = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in both.items() if value}

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Self:
        """Of an answer's headers. What is no plain text of sane length is left out."""
        values = (headers.get(name, "") for name in ("etag", "last-modified"))
        return cls(*(text if _SANE.fullmatch(text) else "" for text in values))


@dataclass(frozen=True)
class Response:
    """What the last address answered. `body` is unpacked; `truncated` if there was more of it.

    Header names are in lower case; the values of a repeated header are joined by commas, but of
    `content-type` and `location` the last one counts, as in browsers.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    truncated: bool = False
    history: tuple[Hop, ...] = ()


def folded(raw: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("ascii", "replace").lower(), _text(raw_value)
        again = name in headers and name not in _LAST_ONE_COUNTS
        headers[name] = f"{headers[name]}, {value}" if again else value
    return MappingProxyType(headers)


def _text(value: bytes) -> str:
    """Servers send UTF-8 in headers, whatever the standard says of Latin-1."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
