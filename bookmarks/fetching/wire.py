"""How the client connects: only to addresses that the guard judged a moment before, and in time."""

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass

import httpcore
from django.utils.translation import gettext as _

from bookmarks.fetching.errors import TimedOut, Unreachable
from bookmarks.fetching.guard import IPAddress, Policy, Resolve, judge


@dataclass(frozen=True)
class Deadline:
    """A moment of the monotonic clock: however slowly bytes drip in, it comes."""

    at: float

    @classmethod
    def in_seconds(cls, seconds: float) -> "Deadline":
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimedOut
        return left

    def at_most(self, seconds: float) -> "Deadline":
        return Deadline(min(self.at, time.monotonic() + seconds))


class Wire(httpcore.NetworkBackend):
    """`connect_timeout`: seconds to look up and connect, of those until the deadline."""

    def __init__(
        self, policy: Policy, resolve: Resolve, connect_timeout: float, deadline: Deadline
    ) -> None:
        self._policy = policy
        self._resolve = resolve
        self._connect_timeout = connect_timeout
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        soon = self._deadline.at_most(self._connect_timeout)
        addresses = judge(
            host.strip("[]"), port, self._policy, timeout=soon.left(), resolve=self._resolve
        )
        return _Stream(_connect(_in_turn(addresses), port, soon), self._deadline)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step may last until the deadline and no longer."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._stream.read(max_bytes, self._deadline.left())
        except httpcore.ReadTimeout:
            raise TimedOut from None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._stream.write(buffer, self._deadline.left())
        except httpcore.WriteTimeout:
            raise TimedOut from None

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            left = self._deadline.left()
            stream = self._stream.start_tls(ssl_context, server_hostname, left)
        except httpcore.ConnectTimeout:
            raise TimedOut from None
        except httpcore.ConnectError as error:
            raise _insecure(error) from None
        return _Stream(stream, self._deadline)


_TRIES = 3


def _in_turn(addresses: list[IPAddress]) -> list[IPAddress]:
    """The first of each family before the rest, so that a dead IPv6 route costs one try."""
    other = [one for one in addresses if one.version != addresses[0].version][:1]
    return list(dict.fromkeys([*addresses[:1], *other, *addresses]))[:_TRIES]


def _connect(addresses: list[IPAddress], port: int, deadline: Deadline) -> httpcore.NetworkStream:
    slow = False
    for tries_left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        try:
            limit = deadline.left() / tries_left
            return httpcore.SyncBackend().connect_tcp(str(address), port, limit)
        except httpcore.ConnectTimeout:
            slow = True
        except httpcore.ConnectError:
            continue
    raise TimedOut() if slow else Unreachable(_("The site takes no connections."))


def _insecure(error: httpcore.ConnectError) -> Unreachable:
    if isinstance(error.__cause__, ssl.SSLCertVerificationError):
        reason = _("The site's certificate is not valid for it.")
        return Unreachable(reason, retry=False, cause="insecure")
    return Unreachable(_("No secure connection to the site could be made."), cause="insecure")
