"""What a site asks to be told again while it sends its visitor on: for one visit, and to it alone.

Many send whoever has no cookie in a circle, or to a page that says no more than that. Nothing is
kept after the visit; another origin is told nothing, and neither is the same one without TLS.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_PAIR = re.compile(
    rb"\s*([\x21-\x3a\x3c\x3e-\x7e]{1,200})=([\x21-\x3a\x3c-\x7e]{1,1000})\s*(?:;|\Z)"
)
_MOST = 20


class Cookies:
    def __init__(self) -> None:
        self._of: dict[tuple[str, str], dict[bytes, bytes]] = {}

    def keep(self, url: str, said: Iterable[bytes]) -> None:
        """`said`: values of Set-Cookie. One without a value is one to forget."""
        there = self._of.setdefault(_origin(url), {})
        for line in said:
            pair = _PAIR.match(line)
            if pair and (len(there) < _MOST or pair[1] in there):
                there[pair[1]] = pair[2]

    def for_(self, url: str) -> bytes:
        """The header's value; empty for none."""
        pairs = self._of.get(_origin(url), {}).items()
        return b"; ".join(b"%s=%s" % pair for pair in pairs)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()
