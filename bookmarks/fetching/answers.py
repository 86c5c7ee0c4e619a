"""What an address answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_LAST_ONE_COUNTS = frozenset({"content-type", "location"})


@dataclass(frozen=True)
class Hop:
    """An address that sent us on, and how."""

    url: str
    status: int


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
