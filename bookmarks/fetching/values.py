"""What pages write, as values that we keep: folded text, language tags, times, addresses."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin, urlsplit, urlunsplit

from dateutil import parser as dates  # type: ignore[import-untyped]

_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_BLOCK = re.compile(r"</?(p|br|div|img|h[1-6]|ul|ol|li|blockquote)(\s[^<>]*)?/?>", re.I)
_INLINE = re.compile(r"</?(a|b|i|u|em|strong|span|small|sup|sub|code|cite|q)(\s[^<>]*)?/?>", re.I)
# In a title "<i>Rosa</i>" is markup, but "the <br> element" is its subject.
_PAIR = re.compile(r"<(i|em|b|strong|sub|sup|span)(?:\s[^<>]{0,200})?>([^<>]{0,300})</\1>", re.I)
# Controls, lone surrogates, invisible letters that only disturb (U+202E turns a title round).
# The joiners U+200C and U+200D stay: Persian and emoji are spelled with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_LANGUAGE = re.compile(
    r"^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.@].*)?$", re.I
)
_MAX_ADDRESS = 2000
# What pages mean by these letters; an hour more or less than nothing.
_ZONES = {
    name: hours * 3600
    for name, hours in {
        "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
        "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "JST": 9,
    }.items()
}  # fmt: skip
# Fills the parts that a date leaves out; a naive one, or every date would seem to name its zone.
_NO_DAY = datetime(1, 1, 1)  # noqa: DTZ001
_FAR = 100_000


def folded(text: str, limit: int = 0) -> str:
    """One line of plain text, at most `limit` letters; empty where much of it was undecodable."""
    text = text[:_FAR]
    text = _PAIR.sub(r"\2", _INVISIBLE.sub("", _decoded(text)))
    text = " ".join(text.split()).strip("\ufffd ")
    if text.count("\ufffd") * 20 > len(text):
        return ""
    text = text.replace("\ufffd", "")
    return cut(text, limit) if limit else text


def without_markup(text: str) -> str:
    """Text for `folded` from a description, which content systems often fill with HTML."""
    return _INLINE.sub("", _BLOCK.sub(" ", _decoded(text[:_FAR])))


def _decoded(text: str) -> str:
    """Without entities, of which many content systems encode theirs twice."""
    for _ in range(2):
        if _ENTITY.search(text):
            text = unescape(text)
    return text


def cut(text: str, limit: int) -> str:
    """At most `limit` letters, ending after a whole word."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    word_end = head.rfind(" ")
    if word_end > limit * 0.6:
        head = head[:word_end]
    return head.rstrip(" ,;:–—-(") + "…"


def language_tag(text: str) -> str:
    """BCP 47 with its usual capitals ("pt-BR", "zh-Hant"); empty for what is no language."""
    found = _LANGUAGE.match(text[:60].strip().partition(",")[0].strip())
    if not found or found[1].lower() in ("und", "mul", "zxx"):
        return ""
    language, script, region = found.groups()
    parts = [language.lower(), (script or "").title(), (region or "").upper()]
    return "-".join(filter(None, parts))


def moment(text: str) -> datetime | None:
    """An aware time (UTC where the page names no zone), or None for what is no date."""
    text = text.strip()
    if not 6 <= len(text) <= 64 or not any(letter.isdigit() for letter in text):
        return None
    try:
        found = _read_moment(text)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        found.utcoffset()
        found.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, ArithmeticError, AttributeError):
        return None
    return found if 1600 <= found.year < 2200 else None


def _read_moment(text: str) -> datetime:
    if text.isdigit() and len(text) in (10, 13):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    found: datetime = dates.parse(text, default=_NO_DAY, tzinfos=_ZONES)
    return found


def address(text: str, base: str) -> str:
    """An absolute http(s) address without credentials, or nothing."""
    text = text.strip()
    if not text or text.startswith("#"):
        return ""
    try:
        parts = urlsplit(urljoin(base, text))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or _INVISIBLE.search(text):
        return ""
    if ":" in host:
        host = f"[{host}]"
    netloc = f"{host}:{port}" if port else host
    found = urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))
    found = found.replace(" ", "%20")
    return found if len(found) <= _MAX_ADDRESS else ""


def is_same_site(one: str, other: str) -> bool:
    """The same host, apart from the prefixes that sites put before their mobile and main faces."""
    return _bare_host(one) == _bare_host(other) != ""


def _bare_host(url: str) -> str:
    host = (urlsplit(url).hostname or "").rstrip(".")
    return re.sub(r"^(www\d?|m|mobile|amp)\.(?=[^.]+\.[^.]+)", "", host)
