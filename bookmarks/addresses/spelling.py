"""Parsing and spelling of whole addresses.

Parsing follows the WHATWG URL Standard where browsers differ from RFC 3986 (hosts written as
numbers, dots of other scripts), since what a browser would open is what a person saved. Spelling
follows RFC 3986, section 6.2.2 (syntax-based normalisation).
"""

import re
import unicodedata
from urllib.parse import urljoin

from bookmarks.addresses.errors import AddressError
from bookmarks.addresses.hosts import canonical_host
from bookmarks.addresses.tracking import without_tracking

MAX_LENGTH = 2048
"""What fits after canonicalisation, in characters (all of them ASCII by then)."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_REFUSED_SCHEMES = {
    **dict.fromkeys(("javascript", "vbscript", "data", "blob"), "script"),
    **dict.fromkeys(("ftp", "ftps", "sftp"), "ftp"),
    "file": "file",
}
# Cut from both ends: controls, white space and the invisible marks that pasting brings along.
_EDGES = "".join(map(chr, range(0x21))) + "\x7f\x85\xa0\u200b\u2028\u2029\u3000\ufeff"
_WRAPPINGS = {"<>", '""', "''", "“”", "„“", "«»", "‹›", "「」"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE | re.DOTALL)
_PORT = re.compile(r"[0-9]{1,5}(?:[/?#]|$)")
_SECOND_ADDRESS = re.compile(r"\shttps?://", re.IGNORECASE)
# What stays as it is in each part; all else is percent-encoded. Single-page apps compare their
# fragment letter by letter, so there only what browsers encode too is encoded.
_UNRESERVED = r"A-Za-z0-9\-._~"
_PATH = rf"{_UNRESERVED}!$&'()*+,;=:@/"
_QUERY = rf"{_PATH}?"
_FRAGMENT = rf"{_QUERY}#\[\]{{}}|\\^"


def canonical(url: str) -> str:
    """The one spelling of what a person pasted; canonical(canonical(x)) == canonical(x)."""
    scheme, host, port, path, query, fragment = _parts(url)
    query = without_tracking(host, query)
    return _joined(scheme, host, port, path, query, _without_text_fragment(fragment))


def join(base: str, reference: str) -> str:
    """What a page at `base` means by `reference`: absolute, spelled safely, without its fragment.

    Every parameter stays: a redirect that only adds a tracking parameter would otherwise look like
    a circle.
    """
    try:
        target = urljoin(base, reference.strip(_EDGES))
    except ValueError:
        raise AddressError("not_an_address") from None
    scheme, host, port, path, query, _ = _parts(target)
    return _joined(scheme, host, port, path, query, "")


def _parts(url: str) -> tuple[str, str, int, str, str, str]:
    """Scheme, host, port, path, query, fragment, each in its canonical spelling."""
    text = _unwrapped(url.strip(_EDGES))
    _refuse_what_was_not_meant(text)
    scheme, rest = _scheme(text)
    authority, rest = _authority(rest)
    host, port = _host_and_port(authority, scheme)
    rest, _, fragment = rest.partition("#")
    path, _, query = rest.partition("?")
    if "\\" in path:
        raise AddressError("backslash")
    path = _without_dot_segments(_encoded(path, _PATH))
    return scheme, host, port, path, _encoded(query, _QUERY), _encoded(fragment, _FRAGMENT)


def _joined(scheme: str, host: str, port: int, path: str, query: str, fragment: str) -> str:
    netloc = host if port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    url = f"{scheme}://{netloc}{path}"
    url += f"?{query}" if query else ""
    url += f"#{fragment}" if fragment else ""
    if len(url) > MAX_LENGTH:
        raise _too_long(url)
    return url


def _refuse_what_was_not_meant(text: str) -> None:
    if not text:
        raise AddressError("empty")
    if len(text) > 16 * MAX_LENGTH:
        raise _too_long(text)
    if not text.isprintable() and any(map(_is_control, text)):
        raise AddressError("control")
    if _SECOND_ADDRESS.search(text):
        raise AddressError("several")


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}


def _too_long(text: str) -> AddressError:
    return AddressError("too_long", length=f"{len(text):,}", limit=f"{MAX_LENGTH:,}")


def _unwrapped(text: str) -> str:
    """Without what parts an address from the words round it (RFC 3986, appendix C)."""
    return text[1:-1].strip(_EDGES) if text[:1] + text[-1:] in _WRAPPINGS else text


def _scheme(text: str) -> tuple[str, str]:
    """The scheme, and what follows its slashes; a bare `example.com/x` is meant as https."""
    found = _SCHEME.match(text)
    if found and not _is_host_and_port(found[1], found[2]):
        scheme = found[1].lower()
        if scheme not in _DEFAULT_PORTS:
            raise AddressError(_REFUSED_SCHEMES.get(scheme, "scheme"))
        return scheme, found[2].removeprefix("/").removeprefix("/")
    rest = text.removeprefix("//")
    if not _looks_like_a_host(_authority(rest)[0]):
        raise AddressError("not_an_address")
    return "https", rest


def _is_host_and_port(name: str, rest: str) -> bool:
    return ("." in name or name.lower() == "localhost") and bool(_PORT.match(rest))


def _looks_like_a_host(authority: str) -> bool:
    if "@" in authority or " " in authority:
        return False
    name = authority.partition(":")[0].strip(".").lower()
    return authority[:1] == "[" or name == "localhost" or any(dot in name for dot in ".。．｡")


def _authority(rest: str) -> tuple[str, str]:
    end = min((at for at in map(rest.find, "/?#") if at >= 0), default=len(rest))
    return rest[:end], rest[end:]


def _host_and_port(authority: str, scheme: str) -> tuple[str, int]:
    """Whoever is named before an @ is left out: an address never keeps a password."""
    if "\\" in authority:
        raise AddressError("backslash")
    text = authority.rpartition("@")[2]
    literal, bracket, tail = text.rpartition("]")
    name, _, digits = tail.partition(":")
    host = canonical_host(literal + bracket + name)
    if not digits:
        return host, _DEFAULT_PORTS[scheme]
    if not re.fullmatch(r"[0-9]{1,9}", digits) or not 0 < int(digits) < 65536:
        raise AddressError("bad_port")
    return host, int(digits)


def _encoded(text: str, kept: str) -> str:
    """Escapes of unreserved characters are undone, the others in upper case; the rest is UTF-8."""
    return re.sub(rf"%([0-9A-Fa-f]{{2}})|[^{kept}]", _escape, text)


def _escape(found: re.Match[str]) -> str:
    if found[1] is None:
        return "".join(f"%{byte:02X}" for byte in found[0].encode())
    char = chr(int(found[1], 16))
    return char if re.fullmatch(f"[{_UNRESERVED}]", char) else found[0].upper()


def _without_dot_segments(path: str) -> str:
    """RFC 3986, section 5.2.4; doubled slashes stay, they mean something to some servers."""
    kept: list[str] = []
    segments = path.split("/")[1:] or [""]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _without_text_fragment(fragment: str) -> str:
    """`#:~:text=…` marks words on the page; what stands before it may be a section."""
    return fragment.partition(":~:")[0]
