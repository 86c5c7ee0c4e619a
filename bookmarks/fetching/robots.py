"""What a site's robots.txt says of us (RFC 9309). Only periodic checks ask: a save is a person's.

The file is fetched by the same client, kept for a day, and read by a child process: it is a
stranger's text with patterns in it.
"""

import zlib
from urllib.parse import urlsplit

from django.core.cache import cache

from bookmarks.fetching import readers
from bookmarks.fetching.client import FetchError, Response, fetch

AGENT = "linkshare"
KEPT_FOR = 24 * 60 * 60
MAX_BYTES = 500_000
_ALL = ""
_NOTHING = f"User-agent: {AGENT}\nDisallow: /"


def may_look_at(url: str) -> bool:
    """Whether the site lets programs look at the address unasked."""
    text = _text(url)
    try:
        return text == _ALL or readers.allows(text, url, AGENT)
    except FetchError:
        return False


def _text(url: str) -> str:
    parts = urlsplit(url)
    place = f"{parts.scheme}://{parts.netloc}/robots.txt"
    key = f"robots:{place}"
    packed: bytes | None = cache.get(key)
    if packed is None:
        packed = zlib.compress(_ask(place).encode())
        cache.set(key, packed, KEPT_FOR)
    return zlib.decompress(packed).decode()


def _ask(place: str) -> str:
    try:
        answer = fetch(place, accept="text/plain,*/*;q=0.5", max_bytes=MAX_BYTES)
    except FetchError:
        return _NOTHING
    return _said(answer)


def _said(answer: Response) -> str:
    """RFC 9309: no such file allows all; a site in trouble is left alone."""
    if answer.status == 429 or answer.status >= 500:
        return _NOTHING
    return answer.body.decode("utf-8", "replace") if 200 <= answer.status < 300 else _ALL
