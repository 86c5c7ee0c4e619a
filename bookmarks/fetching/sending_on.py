"""A page that sends its visitors on at once, by `<meta http-equiv="refresh">`. Pure.

So do sites that cannot redirect: static hosts whose pages have moved, shorteners of addresses.
"""

import re
from collections.abc import Mapping
from html import unescape

from bookmarks.fetching.charset import decode
from bookmarks.fetching.values import address

_HEAD_BYTES = 100_000
_SOON = 1
"""Seconds after which nobody has read the page. Longer ones let it be read, or load it anew."""
_SENDS_ON = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh", re.I)
# What is for visitors without scripts leads to a page about scripts.
_NOT_MEANT = re.compile(r"<!--.*?(?:-->|\Z)|<(noscript|script)\b.*?(?:</\1\b|\Z)", re.S | re.I)
_META = re.compile(r"<meta\b[^>]{0,3000}>", re.I)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
# HTML Living Standard, "shared declarative refresh steps".
_CONTENT = re.compile(
    r"\s*(\d*)[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(.*))", re.I | re.S
)


def leads_to(body: bytes, headers: Mapping[str, str], url: str) -> str:
    """Where to; empty for a page that is there to be read."""
    head = body[:_HEAD_BYTES]
    if not _SENDS_ON.search(head):
        return ""
    text = _NOT_MEANT.sub("", decode(head, headers.get("content-type", ""), url))
    for meta in _META.findall(text):
        said = {name.lower(): unescape("".join(rest)) for name, *rest in _ATTRIBUTE.findall(meta)}
        if said.get("http-equiv", "").strip().lower() == "refresh":
            return _target(said.get("content", ""), url)
    return ""


def _target(content: str, url: str) -> str:
    found = _CONTENT.match(content)
    if not found or int(found[1][:4] or 0) > _SOON:
        return ""
    target = address(next(filter(None, found.groups()[1:]), "").strip(), url)
    return "" if target.partition("#")[0] == url.partition("#")[0] else target
