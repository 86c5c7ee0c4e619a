"""Facts of what is no HTML page: text, PDF, feeds, pictures, sound, films, office documents."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from bookmarks.fetching.charset import decode
from bookmarks.fetching.values import folded, language_tag

_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
)
_KINDS = {
    "image": "image",
    "audio": "audio",
    "video": "video",
    "application/pdf": "document",
    "application/epub+zip": "book",
    "application/x-mobipocket-ebook": "book",
    "application/rtf": "document",
    "application/msword": "document",
    "application/postscript": "document",
    "application/ogg": "audio",
    "text/plain": "document",
    "text/markdown": "document",
}
_OFFICE = ("application/vnd.openxmlformats", "application/vnd.oasis", "application/vnd.ms-")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")
_PDF_TITLE = re.compile(
    rb"/Title\s*(?:\(((?:\\.|[^\\()]|\([^()]{0,600}\)){1,600})\)|<([0-9a-fA-F\s]{4,2400})>)", re.S
)
_PDF_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
_XMP_TITLE = re.compile(rb"<dc:title>.{0,300}?<rdf:li[^>]{0,200}>(.{1,600}?)</rdf:li>", re.S)
_MEANINGLESS = re.compile(
    r"^(untitled|microsoft word - .*|document\d*|title|.*\.(docx?|tex|dvi|indd|qxd|pdf))$", re.I
)


def media_type(body: bytes, headers: Mapping[str, str]) -> str:
    """As declared, unless nothing is declared or the first bytes say otherwise."""
    declared = headers.get("content-type", "").split(";")[0].strip().lower()
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, found in _BEGINNINGS:
        if start.startswith(beginning) and declared in (
            "",
            "application/octet-stream",
            "text/plain",
            "text/html",
        ):
            return found
    if declared in ("", "application/octet-stream", "unknown/unknown"):
        return (
            "text/html"
            if start.startswith(b"<")
            else "text/plain"
            if b"\0" not in start
            else declared
        )
    if declared in _FEEDS and re.search(rb"<html[\s>]", start, re.I):
        return "text/html"
    return declared


def facts_of(media: str, body: bytes, headers: Mapping[str, str], url: str) -> dict[str, Any]:
    """Keyword arguments of `Facts`."""
    found: dict[str, Any] = {
        "kind": _kind(media),
        "language": language_tag(headers.get("content-language", "")),
    }
    if media == "application/pdf":
        found |= {"title": _pdf_title(body)}
    elif media in ("text/plain", "text/markdown", "text/x-rst"):
        found |= _of_text(decode(body, headers.get("content-type", "")))
    elif media in _FEEDS:
        found |= _of_feed(body)
    elif media.startswith("image/"):
        found |= {"title": _file_name(url), "cover_url": url}
    elif media.startswith(("audio/", "video/")):
        found |= {"title": _file_name(url)}
    return found


def _kind(media: str) -> str:
    if media.startswith(_OFFICE):
        return "document"
    return _KINDS.get(media) or _KINDS.get(media.partition("/")[0], "link")


def _of_text(text: str) -> dict[str, str]:
    """The first line that has letters is its title, the first paragraph after it its excerpt."""
    blocks = [
        block
        for block in re.split(r"\n[ \t]*\n", text[:20_000].replace("\r", ""))
        if _has_letters(block)
    ]
    if not blocks:
        return {}
    lines = [line for line in blocks[0].splitlines() if _has_letters(line)]
    title = folded(re.sub(r"^[#=*\-\s]+", "", lines[0]), 300)
    rest = ["\n".join(lines[1:]), *blocks[1:]]
    excerpt = next(
        (found for found in (folded(block, 500) for block in rest) if len(found) > 40), ""
    )
    return {"title": title, "excerpt": excerpt}


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _of_feed(body: bytes) -> dict[str, str]:
    parser = etree.XMLParser(recover=True, no_network=True, resolve_entities=False)
    try:
        root = etree.fromstring(body, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    if root is None:
        return {}
    title = folded(_child_text(root, "title"), 300)
    excerpt = folded(_child_text(root, "description") or _child_text(root, "subtitle"), 500)
    return {"title": title, "excerpt": excerpt, "site_name": title[:120]}


def _child_text(root: Any, name: str) -> str:
    paths = f"/*/*[local-name()='channel']/*[local-name()='{name}'] | /*/*[local-name()='{name}']"
    return next(("".join(found.itertext()) for found in root.xpath(paths)), "")


def _pdf_title(body: bytes) -> str:
    """The title in a PDF's information dictionary or its XMP, where these stand uncompressed."""
    titles = [_pdf_string(found[1], found[2]) for found in _PDF_TITLE.finditer(body)]
    titles += [found[1].decode("utf-8", "replace") for found in _XMP_TITLE.finditer(body)]
    usable = (folded(title, 300) for title in reversed(titles))
    return next((title for title in usable if title and not _MEANINGLESS.match(title)), "")


def _pdf_string(literal: bytes | None, digits: bytes | None) -> str:
    if digits is not None:
        digits = b"".join(digits.split())
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        raw = _PDF_ESCAPE.sub(_pdf_escape, literal or b"")
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw.decode("utf-8" if raw.startswith(b"\xef\xbb\xbf") else "cp1252", "replace")


def _pdf_escape(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign.isdigit():
        return bytes([int(sign, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\n": b"", b"b": b"", b"f": b""}.get(sign, sign)


def _file_name(url: str) -> str:
    return folded(unquote(urlsplit(url).path.rsplit("/", 1)[-1]), 300)
