"""Facts of what is no HTML page: text, PDF, feeds, pictures, sound, films, office documents."""

import re
from collections.abc import Mapping
from email.message import Message
from typing import Any
from urllib.parse import unquote, urlsplit

from bookmarks.fetching import speech
from bookmarks.fetching.charset import decode
from bookmarks.fetching.facts import MAX_TEXT
from bookmarks.fetching.feed import of_feed, of_json_feed
from bookmarks.fetching.pdf import facts_of_pdf
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
_FEED = re.compile(
    # Atomic: else a row of comments could be parted in as many ways as it has subsets.
    rb"(?>(?:(?><!--.{0,500}?-->)|<\?[^>]{0,300}\?>|\s)*)<(rss|feed|rdf:RDF)\b",
    re.S,
)
_HTML = re.compile(rb"<html[\s>]", re.I)
_NOTHING = ("", "application/octet-stream", "unknown/unknown", "application/unknown")
_DOUBTFUL = (*_NOTHING, "text/plain", "text/html", "binary/octet-stream", "application/download")
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
    start = body[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    beginning = next((found for mark, found in _BEGINNINGS if start.startswith(mark)), "")
    if beginning and declared in _DOUBTFUL:
        return beginning
    if declared in _NOTHING:
        return _guessed(start, b"\0" in body[:1024]) or declared
    if declared in _FEEDS and _HTML.search(start):
        return "text/html"
    if declared in ("text/html", "text/plain") and _FEED.match(start):
        return "application/xml"
    return declared


def _guessed(start: bytes, has_nulls: bool) -> str:  # noqa: FBT001 - private
    if _FEED.match(start):
        return "application/xml"
    if start.startswith(b"<"):
        return "text/html"
    return "" if has_nulls else "text/plain"


def facts_of(media: str, body: bytes, headers: Mapping[str, str], url: str) -> dict[str, Any]:
    """Keyword arguments of `Facts`."""
    found = _said(media, body, headers, url)
    return {
        "kind": _kind(media),
        "language": language_tag(headers.get("content-language", "")),
        **{name: value for name, value in found.items() if value},
    }


def _said(media: str, body: bytes, headers: Mapping[str, str], url: str) -> dict[str, Any]:
    if media == "application/pdf":
        found = {"title": _pdf_title(body)} | facts_of_pdf(body)
        name = _file_name(headers, url)
        is_named = found["title"] or not name.lower().endswith(".pdf")
        return found if is_named else found | {"title": name}
    if media in ("text/plain", "text/markdown", "text/x-rst"):
        return _of_text(decode(body, headers.get("content-type", ""), url))
    if media in _FEEDS:
        return of_feed(body)
    if media.endswith("json"):
        return of_json_feed(body) or {"title": _file_name(headers, url)}
    return {
        "title": _file_name(headers, url),
        "cover_url": url if media.startswith("image/") else "",
    }


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
    return {
        "title": title,
        "excerpt": excerpt,
        "language": speech.heard(text[:20_000]),
        "text": "\n".join(filter(None, map(folded, text[:MAX_TEXT].splitlines()))),
    }


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _pdf_title(body: bytes) -> str:
    """The title as it stands in a file that may be cut: uncompressed, or in its XMP."""
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


def _file_name(headers: Mapping[str, str], url: str) -> str:
    """As a browser would call the file that it saves."""
    said = Message()
    said["content-disposition"] = re.sub(r"\s", " ", headers.get("content-disposition", ""))
    try:
        named = said.get_filename("")
    except (LookupError, TypeError, ValueError):  # written in a way that nobody knows
        named = ""
    return folded(re.split(r"[/\\]", named or unquote(urlsplit(url).path))[-1], 300)
