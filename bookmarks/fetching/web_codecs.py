"""Bytes to text as the WHATWG Encoding Standard has it, where Python's codecs know fewer letters.

Python's codec does the work; an error handler adds the letters that browsers read beyond it, and a
table corrects those that it reads otherwise.
"""

import codecs

# Big5 of Taiwan and Hong Kong as on the web: first bytes of a run of letters, then the run.
_BIG5_RUNS = """
877a㡵𡵓𣚞𦀡㻬 87a1𥣞㫵竼龗𤅡𨤍𣇪𠪊𣉞䌊蒄龖鐯䤰蘓墖靊鈘秐稲晠権袝瑌篅枂稬剏遆㓦珄𥶹
87c1瓆鿇垳䤯呌䄱𣚎堘穲𧭥讏䚮𦺈䆁𥶙箮𢒼鿈𢓁𢓉𢓌鿉 87d7蔄𣖻䂴鿊䓡𪷿拁灮鿋 8e69箸 8e6f簆
8e7e糎 8eab緒 8eb4縝 8ecd者 8ed0耨 8f57菁 8f69蒨 8f6e萏 8fcb覦覩 8ffe起 906d都 907a銹
90dc靜 90f1響 91bf鼖 9244蔃 92af兙兛兝兞 92c8鍮 92d1瑹 9447浧 94ca禛 95d9邗 9644靝 96ed瀞
96fc嬨 9b76爁 9b78矗 9b7b纇 9bc6駖 9bde釔 9bec惞 9bf6澶 9c42輶 9c53侻 9c62營 9c68鄄
9c6b鷰 9c77菏 9cbc尐秣 9cd0婧 9d57輋 9d5a筑 9dc4拐 9ea9恢 9eef痹 9efd汊 9f60鬮 9f66鼗
9fcb僭 9fd8弌 a063蠏 a077拎 a0d5瑨 a0df煢 a0e4牐
a3c0␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟ a3e0␡€ c6cf廴
c6d3无 c6d5癶 c6d7隶 c6de〃仝 fa5f倩 fa66偽 fabd包 fac5卄 fad5卿 fb48嘅 fbb8婷 fbf3幵
fbf9廐 fc4f彘 fc6c悤 fcb9撐 fce2晴 fcf1杞 fdb7沜渝 fdbb港 fdf1煮 fe52猪 fe6f瑜 feaa瓩
fedd砉
"""
_CORRECTIONS: dict[str, dict[int, int]] = {
    "big5hkscs": str.maketrans("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡"),
    "euc_jp": str.maketrans("〜‖−¢£¬", "～∥－￠￡￢"),
    "koi8-u": str.maketrans("╝╬", "ўЎ"),
    # GB18030-2022 gave real letters to what the older one kept in the private area.
    "gb18030": str.maketrans(
        "\ue5e5\ue7c7\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796"
        "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
        "\u3000ḿ︐︒︑︓︔︕︖︗︘︙龴龵龶龷龸龹龺龻",
    ),
}
_CORRECTIONS["iso2022_jp_ext"] = _CORRECTIONS["euc_jp"]


def text_of(body: bytes, codec: str) -> str:
    """`body` by Python's codec `codec`; what cannot be decoded becomes U+FFFD."""
    text = body.decode(codec, _HANDLERS.get(codec, "web-single"))
    corrections = _CORRECTIONS.get(codec)
    return text.translate(corrections) if corrections else text


def _big5_letters() -> dict[bytes, str]:
    letters: dict[bytes, str] = {}
    for run in _BIG5_RUNS.split():
        start = int(run[:4], 16)
        letters |= {(start + n).to_bytes(2, "big"): letter for n, letter in enumerate(run[4:])}
    return letters


_BIG5 = _big5_letters()


def _single(error: UnicodeError) -> tuple[str, int]:
    """Bytes that a code page leaves open are the control characters of their numbers."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start]
    is_control = error.encoding == "charmap" and 0x80 <= byte < 0xA0
    return (chr(byte), error.start + 1) if is_control else ("\ufffd", error.end)


def _hebrew(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    if error.object[error.start] == 0xCA:
        return "\u05ba", error.start + 1
    return _single(error)


def _big5(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    letter = _BIG5.get(error.object[error.start : error.start + 2])
    return (letter, error.start + 2) if letter else ("\ufffd", error.end)


def _gb(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    is_euro = error.object[error.start] == 0x80
    return ("€", error.start + 1) if is_euro else ("\ufffd", error.end)


def _japanese(error: UnicodeError) -> tuple[str, int]:
    """Rows that makers added to JIS X 0208 ("①", "㈱", "髙"), which Shift_JIS has as cp932."""
    assert isinstance(error, UnicodeDecodeError)
    pair = error.object[error.start : error.start + 2]
    row, cell = (pair[0] & 0x7F) - 0x21, (pair[-1] & 0x7F) - 0x21
    is_pair = len(pair) == 2 and (pair[0] ^ pair[1]) < 0x80
    if is_pair and 0 <= row < 94 and 0 <= cell < 94:
        lead = row // 2 + (0x81 if row < 62 else 0xC1)
        trail = cell + 0x9F if row % 2 else cell + (0x40 if cell < 63 else 0x41)
        letter = bytes((lead, trail)).decode("cp932", "ignore")
        if letter:
            return letter, error.start + 2
    return "\ufffd", error.end


_HANDLERS = {
    "cp1255": "web-hebrew",
    "big5hkscs": "web-big5",
    "gb18030": "web-gb",
    "euc_jp": "web-japanese",
    "iso2022_jp_ext": "web-japanese",
}
codecs.register_error("web-single", _single)
codecs.register_error("web-hebrew", _hebrew)
codecs.register_error("web-big5", _big5)
codecs.register_error("web-gb", _gb)
codecs.register_error("web-japanese", _japanese)
