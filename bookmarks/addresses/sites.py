"""The site of an address: its host, and what lies below a host or a path of it."""

import ipaddress
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from bookmarks.addresses.errors import AddressError
from bookmarks.addresses.hosts import canonical_host

SITE_KEY_LENGTH = 260


class Area(NamedTuple):
    """A host with all below it, or of these what lies below a path: `("a.example", "/x")`."""

    domain: str
    path: str = ""

    def __str__(self) -> str:
        return self.domain + self.path

    def holds(self, canonical_url: str) -> bool:
        parts = urlsplit(canonical_url)
        if not site_key(canonical_url).startswith(domain_key(self.domain)):
            return False
        rest = parts.path.removeprefix(self.path)
        is_below = parts.path.startswith(self.path)
        return is_below and (not rest or self.path.endswith("/") or rest.startswith("/"))


def area_of(text: str) -> Area:
    """Of what somebody types: a domain, with a path or without, or an address. AddressError."""
    _scheme, has_one, rest = text.strip().partition("://")
    parts = urlsplit(f"//{rest if has_one else text.strip()}")
    host = canonical_host(parts.netloc.rpartition("@")[2].partition(":")[0])
    domain = host.removeprefix("www.") if host.count(".") > 1 else host
    path = "" if parts.path == "/" else parts.path
    if not domain.strip("."):
        raise AddressError("no_host")
    return Area(domain, path)


def site_key(canonical_url: str) -> str:
    """`https://www.a.example/x` → `example.a.www.`: all below a domain is one range of it."""
    return domain_key(urlsplit(canonical_url).hostname or "")


def domain_key(host: str) -> str:
    labels = [host] if _is_number(host) else reversed(host.split("."))
    return "".join(f"{label}." for label in labels)


def domains_above(canonical_url: str) -> Iterator[str]:
    """The host itself, and each domain that it lies in."""
    host = urlsplit(canonical_url).hostname or ""
    yield host
    while "." in host and not _is_number(host):
        host = host.partition(".")[2]
        yield host


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
