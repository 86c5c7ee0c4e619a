"""A mail server of our own, which notes what it was handed and may keep its answer to itself."""

import socketserver
import threading
from contextlib import contextmanager


class PostOffice(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[str] = []
        self.has_taken = threading.Event()
        self.may_answer = threading.Event()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        to = ""
        self._says("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line.partition(" ")[0].upper()
            if word == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            if word == "DATA":
                self._take(to)
            else:
                self._says("221 bye" if word == "QUIT" else "250 ok")

    def _take(self, to: str) -> None:
        self._says("354 go on")
        while self.rfile.readline() not in {b".\r\n", b""}:
            pass
        self.server.taken.append(to)
        self.server.has_taken.set()
        self.server.may_answer.wait(30)
        self._says("250 taken")

    def _says(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def post_office():
    with PostOffice() as office:
        threading.Thread(target=office.serve_forever, daemon=True).start()
        yield office
        office.shutdown()
