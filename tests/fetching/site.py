"""A small web site on 127.0.0.1: the test says what each path answers, and reads what was asked."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any, Self

Body = str | bytes | Iterable[bytes]


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True)
class Page:
    body: Body = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    delay: float = 0.0


Route = Page | Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A threaded local site, as a context manager: `with Site() as site: site.page("/a", "<p>Hi")`.

    Paths that were not defined answer 404. A path is looked up with its query first, then without.
    A body that is an iterable of bytes is sent piece by piece, without a length.
    """

    def __init__(self, port: int = 0, *, tls: SSLContext | None = None) -> None:
        self.requests: list[Asked] = []
        self.routes: dict[str, Route] = {}
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", port), _handler_of(self))
        self._scheme = "https" if tls else "http"
        if tls:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def authority(self) -> str:
        """`127.0.0.1:PORT`, the spelling that FETCH_ALLOW takes."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        return f"{self._scheme}://{host}:{self.port}{path}"

    def page(
        self,
        path: str,
        body: Body = b"",
        *,
        headers: Mapping[str, str] | None = None,
        status: int = 200,
        delay: float = 0.0,
    ) -> str:
        """Define what a path answers (`delay`: seconds before it answers); give its address."""
        self.routes[path] = Page(body, headers or {}, status, delay)
        return self.url(path)

    def redirect(self, path: str, to: str, *, status: int = 302) -> str:
        return self.page(path, headers={"Location": to}, status=status)

    def route(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        """Let a function answer through the handler's `wfile`: answers no sane server gives."""
        self.routes[path] = answer
        return self.url(path)

    def asked(self, path: str) -> int:
        """How many times a path was asked for."""
        return sum(request.path == path for request in self.requests)

    def sleep(self, seconds: float) -> None:
        """Wait, but not longer than the site lives."""
        self.stopping.wait(seconds)

    def start(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what these tests are about: nothing is printed."""


def _handler_of(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        server_version = "TestSite"
        sys_version = ""

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            site.requests.append(Asked(self.command, self.path, headers, body))
            route = site.routes.get(self.path) or site.routes.get(self.path.partition("?")[0])
            if callable(route):
                route(self)
            else:
                _answer(self, route or Page("<h1>Not found</h1>", status=404), site)

        do_HEAD = do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


def _answer(handler: BaseHTTPRequestHandler, page: Page, site: Site) -> None:
    site.sleep(page.delay)
    body = page.body.encode() if isinstance(page.body, str) else page.body
    names = {name.lower() for name in page.headers}
    handler.send_response(page.status)
    if "content-type" not in names:
        handler.send_header("Content-Type", "text/html; charset=utf-8")
    if isinstance(body, bytes) and "content-length" not in names:
        handler.send_header("Content-Length", str(len(body)))
    for name, value in page.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    if handler.command == "HEAD":
        return
    for piece in [body] if isinstance(body, bytes) else body:
        if site.stopping.is_set():
            return
        handler.wfile.write(piece)


def dripping(piece: bytes, every: float) -> Iterable[bytes]:
    """An endless body: one piece, a pause, one piece, …"""
    while True:
        yield piece
        time.sleep(every)
