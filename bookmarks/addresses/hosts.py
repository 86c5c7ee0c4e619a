"""The host of an address: its canonical spelling, and its spelling for people."""

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

import idna

from bookmarks.addresses.errors import AddressError

_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


def canonical_host(text: str) -> str:
    """A-labels in lower case, dotted IPv4 or a bracketed IPv6 address; AddressError otherwise."""
    if text.startswith("["):
        return _ipv6(text)
    name = _mapped(text).rstrip(".")
    if not name:
        raise AddressError("no_host")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(labels)
    labels = [_ascii_label(label) for label in labels]
    # Registries sell no name with a hyphen at an end, but some sites' sub-domains have one.
    if any(label != label.strip("-") for label in labels[-2:]):
        raise AddressError("bad_host")
    if len(host := ".".join(labels)) > 253:
        raise AddressError("bad_host")
    return host


def host_of(canonical_url: str) -> str:
    """The host for people: `www.` dropped, other scripts shown where they deceive nobody."""
    host = urlsplit(canonical_url).hostname or ""
    bare = host.removeprefix("www.")
    labels = (bare if "." in bare else host).split(".")
    return ".".join(_readable(label, under=labels[-1]) for label in labels)


def _mapped(text: str) -> str:
    """UTS 46: case folded, full-width letters, digits and dots made plain, invisibles dropped."""
    if len(text) > 1000:
        raise AddressError("bad_host")
    try:
        plain = _without_escapes(text)
        if plain.isascii():
            return plain.lower()
        return idna.uts46_remap(plain, std3_rules=False, transitional=False)
    except (idna.IDNAError, UnicodeError):
        raise AddressError("bad_host") from None


def _without_escapes(text: str) -> str:
    def byte(found: re.Match[bytes]) -> bytes:
        return bytes.fromhex(found[1].decode())

    return re.sub(rb"%([0-9A-Fa-f]{2})", byte, text.encode()).decode()


def _ipv6(text: str) -> str:
    """RFC 5952. A zone (`%eth0`) means something on one machine only and is refused."""
    try:
        if not text.endswith("]") or "%" in text:
            raise AddressError("bad_host")
        address = ipaddress.IPv6Address(text[1:-1])
    except ipaddress.AddressValueError:
        raise AddressError("bad_host") from None
    if address.ipv4_mapped:
        # Newer Pythons spell these with dots; browsers, and we, do not.
        high, low = divmod(int(address.ipv4_mapped), 1 << 16)
        return f"[::ffff:{high:x}:{low:x}]"
    return f"[{address.compressed}]"


def _ipv4(labels: list[str]) -> str:
    """The URL Standard's IPv4 parser: up to four numbers, each decimal, octal or hexadecimal."""
    if len(labels) > 4 or not all(map(_NUMBER.fullmatch, labels)):
        raise AddressError("bad_host")
    try:
        *first, last = map(_number, labels)
    except ValueError:
        raise AddressError("bad_host") from None
    if any(number > 255 for number in first) or last >= 256 ** (4 - len(first)):
        raise AddressError("bad_host")
    value = last + sum(number * 256 ** (3 - at) for at, number in enumerate(first))
    return str(ipaddress.IPv4Address(value))


def _number(text: str) -> int:
    if text.startswith("0x"):
        return int(text[2:] or "0", 16)
    return int(text, 8 if text.startswith("0") else 10)


def _ascii_label(label: str) -> str:
    """Underscores are no letters of host names, but real sites have them."""
    encoded = label if label.isascii() else _a_label(label)
    if not _LABEL.fullmatch(encoded):
        raise AddressError("bad_host")
    if encoded.startswith("xn--") and _decoded(encoded) is None:
        raise AddressError("bad_host")
    return encoded


def _a_label(label: str) -> str:
    """IDNA 2008, and the symbols (☃.net) that it forbids but registries sold and browsers open."""
    letters = "".join(char for char in label if not _is_symbol(char))
    try:
        if letters == label:
            return idna.alabel(label).decode()
        if not letters.isascii():
            idna.alabel(letters)
        return "xn--" + label.encode("punycode").decode()
    except (idna.IDNAError, UnicodeError):
        raise AddressError("bad_host") from None


def _is_symbol(char: str) -> bool:
    return char in "\u200d\ufe0f" or (not char.isascii() and unicodedata.category(char)[0] == "S")


def _decoded(label: str) -> str | None:
    try:
        return label[4:].encode().decode("punycode") or None
    except (UnicodeError, ValueError, OverflowError):
        return None


# --- For people -------------------------------------------------------------------------------

_EAST_ASIAN = (
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "HANGUL"},
    {"LATIN", "CJK", "BOPOMOFO"},
)
# Cyrillic and Greek letters that look like Latin ones: a label made of nothing else is a disguise.
_LATIN_LOOKALIKES = frozenset("асԁеһіјӏорԛѕԝхуъьҽпгѵѡαικνορτυχγη")


def _readable(label: str, *, under: str) -> str:
    """The label in its own script, or as it is where it might pass for another (UTS 39)."""
    if not label.startswith("xn--"):
        return label
    try:
        text = idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return label
    scripts = {_script(char) for char in text if char.isalpha()}
    mixed = len(scripts) > 1 and not any(scripts <= allowed for allowed in _EAST_ASIAN)
    disguised = set(text) <= _LATIN_LOOKALIKES and not under.startswith("xn--")
    return label if mixed or disguised else text


def _script(char: str) -> str:
    """`CYRILLIC SMALL LETTER A` → `CYRILLIC`: the names of letters begin with their script."""
    return unicodedata.name(char, "?").partition(" ")[0]
