"""The only HTTP client: every page, picture, icon and oEmbed document comes through `fetch`.

It is built on httpcore, the part of httpx that lets one decide who is connected to: the connection
is opened by `_Wire`, which asks the guard and then connects to the addresses that were judged, so
no request and no redirect can pass by the guard. The Host header, SNI and the certificate's check
keep the name.
"""

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import httpcore
from django.conf import settings
from django.utils.translation import gettext as _

from bookmarks.addresses import MESSAGES, AddressError, join
from bookmarks.fetching.answers import Hop, Response, folded
from bookmarks.fetching.errors import BadAnswer, FetchError, Refused, TimedOut, Unreachable
from bookmarks.fetching.guard import (
    IPAddress,
    Policy,
    Resolve,
    judge,
    look_up,
    policy_from_settings,
)
from bookmarks.fetching.unpacking import CannotUnpackError, Unpacker
from linkshare import __version__

__all__ = [
    "BadAnswer",
    "Client",
    "FetchError",
    "Hop",
    "Refused",
    "Response",
    "TimedOut",
    "Unreachable",
    "fetch",
]

PAGES = "text/html,application/xhtml+xml,application/pdf;q=0.9,image/*;q=0.8,*/*;q=0.5"
MAX_BYTES = 2_000_000
MAX_REDIRECTS = 5
CONNECT_TIMEOUT = 5.0
TIMEOUT = 20.0


def fetch(
    url: str,
    *,
    accept: str = PAGES,
    max_bytes: int = MAX_BYTES,
    connect_timeout: float = CONNECT_TIMEOUT,
    timeout: float = TIMEOUT,
) -> Response:
    """Get an address as the settings allow; raises FetchError, but not for statuses from 400 on.

    `connect_timeout` is for looking up and connecting, each hop anew; `timeout` for all of it,
    by the clock on the wall. Both in seconds. `max_bytes` counts what was unpacked.
    """
    client = Client(policy_from_settings(), connect_timeout=connect_timeout, timeout=timeout)
    return client.get(url, accept=accept, max_bytes=max_bytes)


@dataclass(frozen=True)
class Client:
    """`fetch` with everything that it takes from outside as an argument."""

    policy: Policy
    resolve: Resolve = look_up
    connect_timeout: float = CONNECT_TIMEOUT
    timeout: float = TIMEOUT
    tls: ssl.SSLContext | None = None

    def get(self, url: str, *, accept: str = PAGES, max_bytes: int = MAX_BYTES) -> Response:
        deadline = _Deadline.in_seconds(self.timeout)
        here = _absolute(url, "")
        hops: list[Hop] = []
        while True:
            response = self._ask(here, accept, max_bytes, deadline)
            if response.status not in _REDIRECTS:
                return replace(response, history=tuple(hops))
            hops.append(Hop(here, response.status))
            here = _next(response, hops)

    def _ask(self, url: str, accept: str, max_bytes: int, deadline: "_Deadline") -> Response:
        """One request on a connection of its own, so that every hop is judged."""
        target = httpcore.URL(url)
        wire = _Wire(self, deadline)
        try:
            with (
                httpcore.ConnectionPool(
                    ssl_context=self.tls or _tls(),
                    network_backend=wire,
                    max_keepalive_connections=0,
                ) as pool,
                pool.stream("GET", target, headers=_headers(target, accept)) as answer,
            ):
                return _read(url, answer, max_bytes)
        except httpcore.ProtocolError:
            raise BadAnswer(_("The site's answer could not be understood."), retry=True) from None
        except httpcore.NetworkError:
            raise Unreachable(_("The connection to the site broke off.")) from None


@dataclass(frozen=True)
class _Deadline:
    """A moment of the monotonic clock: however slowly bytes drip in, it comes."""

    at: float

    @classmethod
    def in_seconds(cls, seconds: float) -> "_Deadline":
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimedOut
        return left

    def at_most(self, seconds: float) -> "_Deadline":
        return _Deadline(min(self.at, time.monotonic() + seconds))


class _Wire(httpcore.NetworkBackend):
    """Opens connections, and only to addresses that the guard has judged a moment before."""

    def __init__(self, client: Client, deadline: _Deadline) -> None:
        self._client = client
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        client = self._client
        soon = self._deadline.at_most(client.connect_timeout)
        addresses = judge(
            host.strip("[]"), port, client.policy, timeout=soon.left(), resolve=client.resolve
        )
        return _Stream(_connect(_in_turn(addresses), port, soon), self._deadline)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step may last until the deadline and no longer."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
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


_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRIES = 3


def _absolute(base: str, reference: str) -> str:
    try:
        return join(base, reference)
    except AddressError as error:
        raise Refused(_(MESSAGES[error.code]) % error.params) from None


def _next(response: Response, hops: list[Hop]) -> str:
    """Where a redirect leads, if it is somewhere new."""
    location = response.headers.get("location", "")
    if not location:
        raise BadAnswer(_("The site sends its visitors on without saying where to."))
    if len(hops) > MAX_REDIRECTS:
        raise BadAnswer(_("The site sends its visitors on too many times."))
    target = _absolute(response.url, location)
    if any(hop.url == target for hop in hops):
        raise BadAnswer(_("The site sends its visitors round in a circle."))
    return target


def _headers(target: httpcore.URL, accept: str) -> list[tuple[bytes, bytes]]:
    """No cookies, no Referer, no credentials; who we are and where to complain."""
    host = target.host + (b":%d" % target.port if target.port else b"")
    texts = {
        "User-Agent": f"linkshare/{__version__} (+{settings.SITE_URL}/about/fetcher)",
        "Accept": accept,
        "Accept-Language": f"{settings.LANGUAGE_CODE},*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    return [(b"Host", host), *((name.encode(), text.encode()) for name, text in texts.items())]


def _read(url: str, answer: httpcore.Response, max_bytes: int) -> Response:
    headers = folded(answer.headers)
    if answer.status < 200:
        raise BadAnswer(_("The site's answer could not be understood."))
    if answer.status in _REDIRECTS:
        return Response(url, answer.status, headers, b"")
    body, truncated = _body(answer, headers.get("content-encoding", ""), max_bytes)
    return Response(url, answer.status, headers, body, truncated)


def _body(answer: httpcore.Response, encoding: str, max_bytes: int) -> tuple[bytes, bool]:
    """What could be read of the body, and whether there was more. Half a page is still a page."""
    try:
        unpacker = Unpacker(encoding, max_bytes)
        complete = _fill(unpacker, answer)
    except CannotUnpackError:
        raise BadAnswer(_("The site packed the page in a way that cannot be unpacked.")) from None
    return unpacker.body(), not complete


def _fill(unpacker: Unpacker, answer: httpcore.Response) -> bool:
    try:
        for chunk in answer.iter_stream():
            unpacker.feed(chunk)
            if unpacker.full:
                return False
    except (httpcore.ProtocolError, httpcore.NetworkError):
        if not unpacker.body():
            raise
        return False
    return True


def _in_turn(addresses: list[IPAddress]) -> list[IPAddress]:
    """The first of each family before the rest, so that a dead IPv6 route costs one try."""
    other = [one for one in addresses if one.version != addresses[0].version][:1]
    return list(dict.fromkeys([*addresses[:1], *other, *addresses]))[:_TRIES]


def _connect(addresses: list[IPAddress], port: int, deadline: _Deadline) -> httpcore.NetworkStream:
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
        return Unreachable(_("The site's certificate is not valid for it."), retry=False)
    return Unreachable(_("No secure connection to the site could be made."))


@cache
def _tls() -> ssl.SSLContext:
    """Loading the certificates takes some twenty milliseconds: once a process."""
    return httpcore.default_ssl_context()
