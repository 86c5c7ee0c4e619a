"""A page that sends its visitors on at once, by `<meta http-equiv="refresh">`. Pure.

So do sites that cannot redirect: static hosts whose pages have moved, shorteners of addresses.
"""

import re
from collections.abc import Mapping

from bookmarks.fetching.charset import decode
from bookmarks.fetching.elements import base_of, tree_of
from bookmarks.fetching.values import address

_HEAD_BYTES = 100_000
_SOON = 1
"""Seconds after which nobody has read the page. Longer ones let it be read, or load it anew."""
# Nearly all pages do not: they are not parsed once more.
_SENDS_ON = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh", re.I)
# What is for visitors without scripts leads to a page about scripts.
_METAS = "//meta[@http-equiv and @content][not(ancestor::noscript)]"
# HTML Living Standard, "shared declarative refresh steps".
_CONTENT = re.compile(
    r"\s*(\d*)[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(.*))", re.I | re.S
)


def leads_to(body: bytes, headers: Mapping[str, str], url: str) -> str:
    """Where to; empty for a page that is there to be read."""
    head = body[:_HEAD_BYTES]
    if not _SENDS_ON.search(head):
        return ""
    tree = tree_of(decode(head, headers.get("content-type", ""), url))
    for meta in tree.xpath(_METAS):
        if meta.get("http-equiv").strip().lower() == "refresh":
            return _target(meta.get("content"), base_of(tree, url), url)
    return ""


def _target(content: str, base: str, url: str) -> str:
    found = _CONTENT.match(content)
    if not found or int(found[1][:4] or 0) > _SOON:
        return ""
    target = address(next(filter(None, found.groups()[1:]), "").strip(), base)
    return "" if target.partition("#")[0] == url.partition("#")[0] else target
