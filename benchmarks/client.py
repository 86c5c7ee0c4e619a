"""A small HTTP client on one open connection, and a person's log-in with it."""

import re
import socket
from dataclasses import dataclass, field
from urllib.parse import urlencode

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


class UnexpectedAnswerError(Exception):
    """The site did not answer as the benchmark needs it to."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    head: bytes
    body: bytes


@dataclass(slots=True)
class Client:
    """Not safe for threads: each has its own."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _socket: socket.socket | None = None

    def get(self, path: str) -> Answer:
        return self._ask(f"GET {path} HTTP/1.1\r\n{self._headers()}\r\n".encode())

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        body = urlencode(fields)
        return self._ask(
            f"POST {path} HTTP/1.1\r\n{self._headers()}"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )

    def token(self, path: str) -> str:
        """The form's CSRF token, good for as many posts as one likes."""
        found = _TOKEN.search(self.get(path).body)
        if found is None:
            raise UnexpectedAnswerError(f"{path} has no form")
        return found[1].decode()

    def log_in(self, handle: str, password: str) -> None:
        path = "/accounts/login/"
        fields = {"login": handle, "password": password, "csrfmiddlewaretoken": self.token(path)}
        answer = self.post(path, fields)
        if answer.status != 302:
            raise UnexpectedAnswerError(f"log-in answered {answer.status}")

    def twin(self) -> "Client":
        """The same person on another connection."""
        return Client(self.port, dict(self.cookies))

    def close(self) -> None:
        if self._socket:
            self._socket.close()
            self._socket = None

    def _headers(self) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return f"Host: 127.0.0.1:{self.port}\r\n" + (f"Cookie: {cookies}\r\n" if cookies else "")

    def _ask(self, request: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        answer = _read(self._socket)
        self.cookies |= {
            name.decode(): value.decode() for name, value in _COOKIE.findall(answer.head)
        }
        return answer


def _read(connection: socket.socket) -> Answer:
    """One answer whole. Ours all say how long they are."""
    received = bytearray()
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _more(connection)
    head = bytes(received[: end + 2])
    length = _LENGTH.search(head)
    if length is None:
        raise UnexpectedAnswerError(head.decode(errors="replace"))
    whole = end + 4 + int(length[1])
    while len(received) < whole:
        received += _more(connection)
    return Answer(int(head[9:12]), head, bytes(received[end + 4 :]))


def _more(connection: socket.socket) -> bytes:
    chunk = connection.recv(262_144)
    if not chunk:
        raise UnexpectedAnswerError("the server hung up")
    return chunk
