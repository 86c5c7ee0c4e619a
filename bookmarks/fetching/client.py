"""The only HTTP client: every page, picture, icon and oEmbed document comes through `fetch`, and
what a hub of feeds is told goes through `post`.

It is built on httpcore, the part of httpx that lets one decide who is connected to: the connection
is opened by `Wire`, which asks the guard and then connects to the addresses that were judged, so
no request and no redirect can pass by the guard. The Host header, SNI and the certificate's check
keep the name.
"""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlencode

import httpcore
from django.conf import settings
from django.utils.translation import gettext as _

from bookmarks.addresses import MESSAGES, AddressError, join
from bookmarks.fetching.answers import Hop, Known, Response, folded
from bookmarks.fetching.errors import BadAnswer, FetchError, Refused, TimedOut, Unreachable
from bookmarks.fetching.guard import Policy, Resolve, look_up, policy_from_settings
from bookmarks.fetching.unpacking import CannotUnpackError, Unpacker
from bookmarks.fetching.wire import Deadline, Wire
from linkshare import __version__

__all__ = [
    "BadAnswer",
    "Client",
    "FetchError",
    "Hop",
    "Known",
    "Refused",
    "Response",
    "TimedOut",
    "Unreachable",
    "ask_whether_it_is_there",
    "fetch",
    "post",
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
    known: Known | None = None,
) -> Response:
    """Get an address as the settings allow; raises FetchError, but not for statuses from 400 on.

    `connect_timeout` is for looking up and connecting, each hop anew; `timeout` for all of it,
    by the clock on the wall. Both in seconds. `max_bytes` counts what was unpacked. With `known`,
    what is still as it was is answered with 304 and without a body.
    """
    client = Client(policy_from_settings(), connect_timeout=connect_timeout, timeout=timeout)
    return client.get(url, accept=accept, max_bytes=max_bytes, known=known)


def ask_whether_it_is_there(url: str, *, timeout: float = TIMEOUT) -> Response:
    """HEAD in place of GET: the same way, without the body."""
    return Client(policy_from_settings(), timeout=timeout).head(url)


def post(url: str, fields: Sequence[tuple[str, str]], *, timeout: float = TIMEOUT) -> Response:
    """Send a form. A redirect is an answer: nobody is sent what was meant for another."""
    return Client(policy_from_settings(), timeout=timeout).post(url, fields)


@dataclass(frozen=True)
class Client:
    """`fetch` with everything that it takes from outside as an argument."""

    policy: Policy
    resolve: Resolve = look_up
    connect_timeout: float = CONNECT_TIMEOUT
    timeout: float = TIMEOUT
    tls: ssl.SSLContext | None = None

    def get(
        self,
        url: str,
        *,
        accept: str = PAGES,
        max_bytes: int = MAX_BYTES,
        known: Known | None = None,
    ) -> Response:
        return self._follow(url, _Wish("GET", accept, max_bytes, known))

    def head(self, url: str, *, accept: str = PAGES) -> Response:
        return self._follow(url, _Wish("HEAD", accept))

    def post(self, url: str, fields: Sequence[tuple[str, str]]) -> Response:
        wish = _Wish("POST", "*/*", form=urlencode(fields).encode())
        return self._ask(_absolute(url, ""), wish, Deadline.in_seconds(self.timeout))

    def _follow(self, url: str, wish: "_Wish") -> Response:
        deadline = Deadline.in_seconds(self.timeout)
        here = _absolute(url, "")
        hops: list[Hop] = []
        while True:
            response = self._ask(here, wish, deadline)
            if response.status not in _REDIRECTS:
                return replace(response, history=tuple(hops))
            hops.append(Hop(here, response.status))
            here, wish = _next(response, hops), replace(wish, known=None)

    def _ask(self, url: str, wish: "_Wish", deadline: Deadline) -> Response:
        """One request on a connection of its own, so that every hop is judged."""
        target = httpcore.URL(url)
        wire = Wire(self.policy, self.resolve, self.connect_timeout, deadline)
        try:
            with (
                httpcore.ConnectionPool(
                    ssl_context=self.tls or _tls(),
                    network_backend=wire,
                    max_keepalive_connections=0,
                ) as pool,
                pool.stream(
                    wish.method, target, headers=_headers(target, wish), content=wish.form
                ) as answer,
            ):
                return _read(url, answer, wish.max_bytes)
        except httpcore.ProtocolError:
            raise BadAnswer(_("The site's answer could not be understood."), retry=True) from None
        except httpcore.NetworkError:
            raise Unreachable(_("The connection to the site broke off.")) from None


@dataclass(frozen=True)
class _Wish:
    """What is asked for, at every hop."""

    method: str
    accept: str
    max_bytes: int = MAX_BYTES
    known: Known | None = None
    form: bytes | None = None


_REDIRECTS = frozenset({301, 302, 303, 307, 308})


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


def _headers(target: httpcore.URL, wish: _Wish) -> list[tuple[bytes, bytes]]:
    """No cookies, no Referer, no credentials; who we are and where to complain."""
    host = target.host + (b":%d" % target.port if target.port else b"")
    texts = {
        "User-Agent": f"linkshare/{__version__} (+{settings.FETCH_CONTACT})",
        "Accept": wish.accept,
        "Accept-Language": f"{settings.LANGUAGE_CODE},*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **(wish.known.conditions() if wish.known else {}),
        **(_of_form(wish.form) if wish.form is not None else {}),
    }
    return [(b"Host", host), *((name.encode(), text.encode()) for name, text in texts.items())]


def _of_form(form: bytes) -> dict[str, str]:
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(form)),
    }


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


@cache
def _tls() -> ssl.SSLContext:
    """Loading the certificates takes some twenty milliseconds: once a process."""
    return httpcore.default_ssl_context()
