"""Bytes of a page to text, in the order BOM, HTTP header, meta, detection.

Labels mean what the WHATWG Encoding Standard says they mean (a page that declares ISO-8859-1 is
read as windows-1252, GB2312 as GB18030), because that is what its author saw in a browser.
"""

import codecs
import re
from email.message import Message

from charset_normalizer import from_bytes

# Only the labels that Python would read as something narrower than browsers do, or not know at all.
_WEB_CODECS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso88591": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "x-cp1252": "cp1252",
    "iso-8859-9": "cp1254",
    "iso8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "windows-936": "gb18030",
    "chinese": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "ks_c_5601-1989": "cp949",
    "korean": "cp949",
    "windows-949": "cp949",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "unicode": "utf-16-le",
    "ucs-2": "utf-16-le",
    "utf-16": "utf-16-le",
    "utf8": "utf-8",
    "x-unicode20utf8": "utf-8",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What detection may answer: the encodings that pages really come in.
_DETECTABLE = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_7", "cp874", "cp932", "euc_jp",
    "cp949", "gb18030", "big5",
]  # fmt: skip
# Python's own inventions, and UTF-7, which browsers gave up because it hides markup.
_NO_CHARSETS = {"unicode-escape", "raw-unicode-escape", "punycode", "idna", "utf-7"}
_META = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-zA-Z0-9_.:-]{2,40})""", re.I)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_HEAD_BYTES = 16_384
_SAMPLE_BYTES = 24_000
_C1 = re.compile(rb"[\x80-\x9f]")
_POLISH = re.compile(rb"[\xa1\xa6\xac\xb1\xb6\xbc]")
_CZECH = re.compile(rb"[\xb9\xbe]")
_CZECH_IN_BOTH = re.compile(rb"[\xec\xf8\xf9]")
_TAG = re.compile(rb"<[^<>]*>")
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]|\x1b\([JI]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")


def decode(body: bytes, content_type: str = "") -> str:
    """The text of `body`; what cannot be decoded becomes U+FFFD, for the reader to judge."""
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return _text(body[len(mark) :], codec)
    body = body.strip(b"\0") if body.count(b"\0") < len(body) // 4 else body
    codec = _believable(body, [_of_header(content_type), _of_meta(body)]) or _detected(body)
    return _text(body, codec)


def _text(body: bytes, codec: str) -> str:
    return body.decode(codec, "replace")


def _of_header(content_type: str) -> str:
    message = Message()
    message["content-type"] = content_type.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    return _codec(charset) if isinstance(charset, str) else ""


def _of_meta(body: bytes) -> str:
    head = _COMMENT.sub(b"", body[:_HEAD_BYTES])
    found = _XML.search(head) or _META.search(head)
    codec = _codec(found[1].decode("ascii")) if found else ""
    # A declaration that could be read byte by byte cannot be true of UTF-16 (so the standard).
    return "utf-8" if codec.startswith("utf-16") else codec


def _codec(label: str) -> str:
    label = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_WEB_CODECS.get(label, label)).name
        b"ab".decode(name)  # refuses codecs that turn no bytes into text, such as "rot13"
    except (LookupError, ValueError):
        return ""
    return "" if name in _NO_CHARSETS else name


def _believable(body: bytes, declared: list[str]) -> str:
    """The first declaration that the bytes do not contradict."""
    is_utf8 = _fits(body, "utf-8") and len(_UTF8_LETTER.findall(body, 0, _SAMPLE_BYTES * 8)) >= 3
    for codec in filter(None, declared):
        # No page is valid UTF-8 by accident, and servers often declare Latin-1 for everything.
        if is_utf8 and codec != "utf-8" and not codec.startswith("utf-16"):
            return "utf-8"
        if _damage(body, codec) <= 0.002:
            return codec
    return ""


def _fits(body: bytes, codec: str) -> bool:
    try:
        # Not final: the body may be cut in the middle of a letter.
        codecs.getincrementaldecoder(codec)().decode(body)
    except (UnicodeError, LookupError):
        return False
    return True


def _damage(body: bytes, codec: str) -> float:
    """The share of the letters beyond ASCII that cannot be decoded."""
    if _fits(body, codec):
        return 0.0
    text = body.decode(codec, "replace")
    beyond = sum(1 for letter in text if letter > "\x7f")
    # One stray byte in a page does not make its declaration a lie.
    return max(0, text.count("\ufffd") - 3) / max(beyond, 1)


def _detected(body: bytes) -> str:
    if _fits(body, "utf-8"):
        return "iso2022_jp" if _ISO_2022_JP.search(body) else "utf-8"
    if body.count(b"\0") > len(body) // 4:
        return "utf-16-be" if body[:1] == b"\0" else "utf-16-le"
    sample = _TAG.sub(b" ", body[: _SAMPLE_BYTES * 8])[:_SAMPLE_BYTES]
    guess = from_bytes(sample, cp_isolation=_DETECTABLE, enable_fallback=False).best()
    codec = guess.encoding if guess else "cp1252"
    return "iso8859_2" if codec == "cp1250" and _is_latin_2(sample) else codec


def _is_latin_2(sample: bytes) -> bool:
    """Whether Polish or Czech letters stand where ISO 8859-2 has them, none where cp1250 has."""
    if _C1.search(sample):
        return False
    return bool(_POLISH.search(sample) or (_CZECH.search(sample) and _CZECH_IN_BOTH.search(sample)))
