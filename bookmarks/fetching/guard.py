"""Which addresses may be reached: everything public, and what the operator allows by name.

A name is judged by the addresses that it resolves to, and the caller connects to exactly those: a
name that answers differently the second time gains nothing. `is_global` alone is not enough; the
tables below hold what it lets through (IANA's special-purpose registries, clouds' metadata).
"""

import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from bookmarks.addresses import AddressError, canonical_host
from bookmarks.fetching.errors import Refused, TimedOut, Unreachable

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network
Resolve = Callable[[str, float], list[IPAddress]]
"""Host, seconds at most → its addresses; raises Unreachable or TimedOut."""

WEB_PORTS = frozenset({80, 443})


@dataclass(frozen=True)
class Rule:
    """One entry of FETCH_ALLOW: a network or a host name; without a port, the web's two ports."""

    target: IPNetwork | str
    port: int | None = None

    def is_for_port(self, port: int) -> bool:
        return port == self.port if self.port else port in WEB_PORTS

    def covers(self, host: str, address: IPAddress) -> bool:
        return host == self.target if isinstance(self.target, str) else address in self.target


@dataclass(frozen=True)
class Policy:
    """What the operator decided. `own`: this site's names and addresses, `.name` for all below."""

    allow: tuple[Rule, ...] = ()
    own: tuple[str, ...] = ()


def policy_from_settings() -> Policy:
    """FETCH_ALLOW and FETCH_OWN_HOSTS; the only place where the guard reads its configuration."""
    return Policy(
        allow=tuple(map(parse_rule, getattr(settings, "FETCH_ALLOW", ()))),
        own=tuple(_bare(host) for host in getattr(settings, "FETCH_OWN_HOSTS", ())),
    )


def parse_rule(entry: str) -> Rule:
    """`10.0.0.0/8`, `wiki.lan`, `127.0.0.1:8123`, `[::1]:8123`, `[fd00::/8]:8080`, `fd00::/8`."""
    try:
        if entry.count(":") > 1 and not entry.startswith("["):
            return Rule(ip_network(entry, strict=False))
        inner, bracket, tail = entry.removeprefix("[").rpartition("]")
        name, _colon, digits = tail.partition(":")
        return Rule(_target(inner if bracket else name), _port(digits))
    except (ValueError, AddressError):
        raise ImproperlyConfigured(
            f"FETCH_ALLOW: {entry!r} is neither a host nor a network, with or without a port."
        ) from None


def judge(
    host: str,
    port: int,
    policy: Policy | None = None,
    *,
    timeout: float = 5.0,
    resolve: Resolve | None = None,
) -> list[IPAddress]:
    """The addresses of a host, every one of which may be reached on this port; raises Refused.

    `host` is spelled canonically, an IPv6 address without brackets.
    """
    policy = policy or policy_from_settings()
    refuse_place(host, port, policy)
    addresses = (resolve or look_up)(host, timeout)
    refuse_addresses(host, port, addresses, policy)
    return addresses


def refuse_place(host: str, port: int, policy: Policy) -> None:
    """What can be told before the name is looked up."""
    if port not in WEB_PORTS and not any(rule.is_for_port(port) for rule in policy.allow):
        raise Refused(_("Only pages on the web's own ports, 80 and 443, are fetched."))
    if _is_own(host, policy) and not _is_allowed_by_port(host, port, policy):
        raise Refused(_("This is an address of this site itself; its pages are not fetched."))


def refuse_addresses(host: str, port: int, addresses: Sequence[IPAddress], policy: Policy) -> None:
    """Every address must pass: one bad address among good ones is how a guard is got round."""
    for address in addresses:
        if is_never_reached(address):
            raise _not_public()
        if any(rule.is_for_port(port) and rule.covers(host, address) for rule in policy.allow):
            continue
        if port not in WEB_PORTS or not is_public(address) or str(address) in policy.own:
            raise _not_public()


def look_up(host: str, timeout: float) -> list[IPAddress]:
    """getaddrinfo has no time limit of its own, so it runs in a thread that may be left behind."""
    found: list[Any] = []

    def ask() -> None:
        try:
            # As bytes: text would go through Python's older IDNA first.
            found.append(socket.getaddrinfo(host.encode(), None, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.append(error)

    thread = threading.Thread(target=ask, name="look-up", daemon=True)
    thread.start()
    thread.join(timeout)
    if not found:
        reason = _("The name of the site could not be looked up in time.")
        raise TimedOut(reason, cause="look-up")
    if isinstance(found[0], Exception):
        raise _unknown(found[0])
    return list(dict.fromkeys(ip_address(row[4][0]) for row in found[0]))


def is_public(address: IPAddress) -> bool:
    """On the public internet, and nothing but it, whichever way the address is wrapped."""
    if any(not is_public(inner) for inner in embedded(address)):
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not _in(address, _NOT_WEB_4)
    if _in(address, _WRAPPERS):
        return True
    return address in _UNICAST_6 and address.is_global and not _in(address, _NOT_WEB_6)


def is_never_reached(address: IPAddress) -> bool:
    """No page lives there, so no entry of FETCH_ALLOW opens it, however wide."""
    return _in(address, _NEVER) or any(is_never_reached(inner) for inner in embedded(address))


def embedded(address: IPAddress) -> list[IPv4Address]:
    """The IPv4 addresses to which a packet for this IPv6 address may be delivered."""
    if isinstance(address, IPv4Address):
        return []
    value = int(address)
    found = [value & 0xFFFFFFFF] if _in(address, _LAST_32_BITS) or _is_isatap(value) else []
    if address in _SIX_TO_FOUR:
        found.append(value >> 80 & 0xFFFFFFFF)
    if address in _TEREDO:
        found += [value >> 64 & 0xFFFFFFFF, ~value & 0xFFFFFFFF]
    return [IPv4Address(number) for number in found]


def _networks(text: str) -> tuple[IPNetwork, ...]:
    return tuple(map(ip_network, text.split()))


# Where the last 32 bits are the IPv4 address: mapped, NAT64 (RFC 6052, RFC 8215).
_LAST_32_BITS = _networks("::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_TEREDO = IPv6Network("2001::/32")
# Judged by what they carry alone. NAT64's local prefix is not here: it is local.
_WRAPPERS = _networks("::ffff:0:0/96 64:ff9b::/96 2002::/16 2001::/32")
_UNICAST_6 = IPv6Network("2000::/3")
# Protocol assignments, 6to4 relays, AS112 sinks, Azure's platform address.
_NOT_WEB_4 = _networks(
    "192.0.0.0/24 192.88.99.0/24 192.31.196.0/24 192.52.193.0/24 192.175.48.0/24 168.63.129.16/32"
    " 240.0.0.0/4"
)
# Protocol assignments (Teredo is judged before), documentation, AS112.
_NOT_WEB_6 = _networks("2001::/23 2001:db8::/32 3fff::/20 2620:4f:8000::/48")
# Unspecified, link-local (most clouds' metadata), multicast, broadcast; the metadata services of
# Azure, Alibaba, Oracle and Amazon that live elsewhere.
_NEVER = _networks(
    "0.0.0.0/8 169.254.0.0/16 224.0.0.0/4 255.255.255.255/32 ::/128 fe80::/10 ff00::/8"
    " 168.63.129.16/32 100.100.100.200/32 192.0.0.192/32 fd00:ec2::254/128"
)


def _in(address: IPAddress, networks: Sequence[IPNetwork]) -> bool:
    return any(address in network for network in networks)


def _is_isatap(value: int) -> bool:
    """RFC 5214: an interface identifier of `[02]00:5efe` and the IPv4 address."""
    return value >> 32 & 0xFDFFFFFF == 0x00005EFE


def _not_public() -> Refused:
    return Refused(_("This address is not on the public web, so it is not fetched."))


def _is_own(host: str, policy: Policy) -> bool:
    return any(
        host == own or (own.startswith(".") and (host == own[1:] or host.endswith(own)))
        for own in policy.own
    )


def _is_allowed_by_port(host: str, port: int, policy: Policy) -> bool:
    """An operator who names the port as well means it, even beside this site on one machine."""
    rules = [rule for rule in policy.allow if rule.port == port]
    try:
        address = ip_address(host)
    except ValueError:
        return any(rule.target == host for rule in rules)
    return any(rule.covers(host, address) for rule in rules)


def _unknown(error: Exception) -> Unreachable:
    names_nobody = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
    if isinstance(error, UnicodeError) or getattr(error, "errno", None) in names_nobody:
        reason = _("There is no site by this name.")
        return Unreachable(reason, retry=False, cause="no-name")
    return Unreachable(_("The name of the site could not be looked up."), cause="look-up")


def _port(digits: str) -> int | None:
    if digits and not 0 < int(digits) < 65536:
        raise ValueError(digits)
    return int(digits) if digits else None


def _target(text: str) -> IPNetwork | str:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return canonical_host(text)


def _bare(host: str) -> str:
    return host.strip("[]").lower().rstrip(".")
