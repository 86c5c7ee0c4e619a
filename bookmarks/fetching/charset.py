"""Bytes of a page to text, in the order BOM, HTTP header, meta, detection.

Labels mean what the WHATWG Encoding Standard says they mean (a page that declares ISO-8859-1 is
read as windows-1252, GB2312 as GB18030), because that is what its author saw in a browser.
Detection is Firefox's.
"""

import codecs
import re
from email.message import Message
from urllib.parse import urlsplit

import chardetng_py
from webencodings import PYTHON_NAMES
from webencodings.labels import LABELS

from bookmarks.fetching.web_codecs import text_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The standard's names where Python's codec of that name is not the one that knows most letters.
_CODECS = PYTHON_NAMES | {"gbk": "gb18030", "iso-2022-jp": "iso2022_jp_ext"}
# Browsers refuse these, for fear of hidden scripts: as text that is shown they do no harm.
_REFUSED = {"hz-gb-2312": "hz", "iso-2022-kr": "iso2022_kr", "csiso2022kr": "iso2022_kr"}
# Python's own inventions, and UTF-7, which browsers gave up because it hides markup.
_NO_CHARSETS = {"unicode-escape", "raw-unicode-escape", "punycode", "idna", "utf-7", "mbcs"}
_META = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-zA-Z0-9_.:-]{2,40})""", re.I)
_LANGUAGE = re.compile(rb"""<html[^>]{0,400}?\slang\s*=\s*["']?([a-zA-Z]{2})\b""", re.I)
# To the end where the end is missing, as browsers do; else many beginnings take long to search.
_NOT_READ = re.compile(rb"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\b|\Z)", re.S | re.I)
_WIDE_CODECS = ("big5hkscs", "cp932", "cp949", "euc_jp", "gb18030", "iso2022_jp_ext")
_HEAD_BYTES = 100_000
_SAMPLE_BYTES = 200_000
_TAG = re.compile(rb"<[^<>]*>")
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]|\x1b\([JI]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
# Where the languages live that the detector tells apart by the country of the site.
_COUNTRIES = {"cs": "cz", "da": "dk", "el": "gr", "et": "ee", "ja": "jp", "ko": "kr", "sl": "si",
              "sv": "se", "uk": "ua", "zh": "cn", "he": "il", "fa": "ir", "vi": "vn"}  # fmt: skip


def decode(body: bytes, content_type: str = "", url: str = "") -> str:
    """The text of `body`; what cannot be decoded becomes U+FFFD, for the reader to judge."""
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return text_of(body[len(mark) :], codec)
    body = body.strip(b"\0") if body.count(b"\0") < len(body) // 4 else body
    return text_of(body, _codec_of(body, content_type, url))


def codec_of(body: bytes) -> str:
    """Python's name of the codec of a text that begins with `body`."""
    marked = (codec for mark, codec in _BOMS if body.startswith(mark))
    found = next(marked, "") or _codec_of(body, "", "")
    return {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(found, found)


def _codec_of(body: bytes, content_type: str, url: str) -> str:
    of_header = _of_header(content_type)
    return _believable(body, [of_header, _of_meta(body)]) or _detected(body, url)


def codec_of_label(label: str) -> str:
    """Python's name of the codec that a declared label stands for; empty for what is none."""
    label = label.strip().strip("\"'").lower()
    name = _REFUSED.get(label) or LABELS.get(label, label)
    if name in ("x-user-defined", "replacement"):
        # A page that says so in a meta element is read as windows-1252; no reader wants the other.
        return "cp1252"
    try:
        codec = codecs.lookup(_CODECS.get(name, name)).name
        b"ab".decode(codec)  # refuses codecs that turn no bytes into text, such as "rot13"
    except (LookupError, ValueError):
        return ""
    return "" if codec in _NO_CHARSETS else codec


def _of_header(content_type: str) -> str:
    message = Message()
    message["content-type"] = content_type.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    codec = codec_of_label(charset) if isinstance(charset, str) else ""
    return "utf-16-le" if codec == "utf-16" else codec


def _of_meta(body: bytes) -> str:
    head = body[:_HEAD_BYTES]
    found = _META.search(_NOT_READ.sub(b"", head)) or _XML.search(head)
    codec = codec_of_label(found[1].decode("ascii")) if found else ""
    # A declaration that could be read byte by byte cannot be true of UTF-16 (so the standard).
    return "utf-8" if codec.startswith("utf-16") else codec


def _believable(body: bytes, declared: list[str]) -> str:
    """The first declaration that the bytes do not contradict."""
    letters = len(_UTF8_LETTER.findall(body, 0, _SAMPLE_BYTES)) if _fits(body, "utf-8") else 0
    for codec in filter(None, declared):
        # No page is valid UTF-8 by accident, and servers often declare Latin-1 for everything.
        # Two bytes of Chinese may be valid by chance; six are not, and no "é" ever is.
        if letters >= (3 if codec in _WIDE_CODECS else 1) and not codec.startswith("utf-"):
            return "utf-8"
        if _fits(body, codec) or _is_a_little_damaged(body, codec):
            return codec
    return ""


def _fits(body: bytes, codec: str) -> bool:
    try:
        # Not final: the body may be cut in the middle of a letter.
        codecs.getincrementaldecoder(codec)().decode(body)
    except (UnicodeError, LookupError):
        return False
    return True


def _is_a_little_damaged(body: bytes, codec: str) -> bool:
    """Whether so few bytes are wrong that the rest of the page speaks for the declaration.

    An advertisement in Latin-1 does not make a page in UTF-8 less so; but where "é" is the only
    letter beyond ASCII, and wrong, the page was never UTF-8.
    """
    text = text_of(body, codec)
    beyond = sum(1 for letter in text if letter > "\x7f")
    wrong = text.count("\ufffd")
    return wrong <= beyond / 4 if codec == "utf-8" else wrong <= 3 + beyond / 50


def _detected(body: bytes, url: str) -> str:
    if _fits(body, "utf-8"):
        return "iso2022_jp_ext" if _ISO_2022_JP.search(body) else "utf-8"
    if body.count(b"\0") > len(body) // 4:
        return "utf-16-be" if body[:1] == b"\0" else "utf-16-le"
    sample = _TAG.sub(b" ", _NOT_READ.sub(b" ", body[:_SAMPLE_BYTES]))
    guess = chardetng_py.detect(sample, tld=_country(body, url) or None)
    return codec_of_label(guess)


def _country(body: bytes, url: str) -> bytes:
    """The site's country; failing that, one where the declared language is spoken."""
    try:
        last = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        last = ""
    if len(last) == 2 and last.isascii() and last.isalpha():
        return last.encode()
    found = _LANGUAGE.search(body[:4096])
    language = found[1].decode().lower() if found else ""
    return _COUNTRIES.get(language, language).encode()
