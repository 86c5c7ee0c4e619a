"""`python -m benchmarks.thousand_hosts`: as many small sites as addresses, each in no hurry.

Every address of 127.1.0.0/16 is this machine, so each is a site of its own to whoever paces. One
line of JSON on the way out says how often each page was asked for.
"""

import asyncio
import json
import resource
import signal
import sys
from collections import Counter

DELAY = 0.2
SPARE = 200
HOSTS_MOST = 50_000
_SENTENCE = "Whoever reads to the end of this paragraph knows as much as the one who wrote it. "
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="description" content="What the page {title} says of itself, in a sentence or two.">
<meta property="og:site_name" content="One of a thousand"><link rel="icon" href="/icon.svg">
</head><body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{text}</article></main>
</body></html>"""
_MENU = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(40))
_TEXT = f"<p>{_SENTENCE * 6}</p>" * 30


def addresses(count: int) -> list[str]:
    return [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(count)]


def spare_address(number: int) -> str:
    """Of a site that has no part in the drain."""
    return f"127.1.250.{number % SPARE + 1}"


def page(path: str) -> bytes:
    body = _PAGE.format(title=f"Page {path}", menu=_MENU, text=_TEXT).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body


class _Answering(asyncio.Protocol):
    asked: Counter[str] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._request = b""

    def data_received(self, data: bytes) -> None:
        self._request += data
        if self._request.endswith(b"\r\n\r\n"):
            path = self._request.split(b" ", 2)[1].decode()
            self.asked[f"{self._transport.get_extra_info('sockname')[0]}{path}"] += 1
            asyncio.get_running_loop().call_later(DELAY, self._answer, path)

    def _answer(self, path: str) -> None:
        self._transport.write(page(path))
        self._transport.close()


async def serve(count: int, port: int) -> None:
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    sites = addresses(count) + [spare_address(number) for number in range(SPARE)]
    await loop.create_server(_Answering, sites, port, backlog=1024)
    print("listening", flush=True)
    await stopped.wait()
    print(json.dumps(_Answering.asked), flush=True)


if __name__ == "__main__":
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 20_000), most))
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
