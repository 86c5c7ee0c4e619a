"""Children that read strangers' bytes, from the worker's side: a few a process, kept and replaced.

A child that dies, hangs or grows costs what it read: that one gets a state, the next one a new
child.
"""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from bookmarks.fetching.answers import Response
from bookmarks.fetching.child import TOO_LARGE
from bookmarks.fetching.errors import Unreadable
from bookmarks.fetching.facts import Facts
from bookmarks.fetching.frames import pack, thaw, unpack
from bookmarks.fetching.reading import (
    EmbedQuestion,
    Permission,
    Question,
    Reading,
    RobotsQuestion,
)

logger = logging.getLogger(__name__)

WAIT = 15.0
"""Seconds at most for a page, waiting for a free child included: with a fetch, below the lease."""
PAGES_EACH = 1_000
"""Then a child is replaced: what leaks in a library does not add up."""

Answer = tuple[dict[str, Any], bytes]
"""The head and the body that a child answered."""

_ROOT = Path(__file__).parents[2]
# How a heap and a stack end that may not grow.
_OUT_OF_ROOM = (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS)
_KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV")


def read(answer: Response, wait: float = WAIT) -> Reading:
    """Read an answer in a child process; raises Unreadable."""
    question = Question(answer.url, answer.status, dict(answer.headers))
    found, _body = _pool().ask(pack(question, answer.body), wait)
    return thaw(Reading, found)


def read_embed(answer: Response, kind: str) -> Facts:
    """Read an answer of an oEmbed provider in a child process; raises Unreadable."""
    found, _body = _pool().ask(pack(EmbedQuestion(kind), answer.body), WAIT)
    return thaw(Facts, found)


def allows(robots: str, url: str, agent: str) -> bool:
    """Whether a robots.txt lets the agent look at the address; raises Unreadable."""
    question = pack(RobotsQuestion(url, agent), robots.encode())
    found, _body = _pool().ask(question, WAIT)
    return thaw(Permission, found).is_given


class Readers:
    """At most `size` children of one program, started when they are needed. Safe for threads.

    `max_body`: how many bytes a child may answer beside the head.
    """

    def __init__(self, size: int, program: str, max_body: int = 0) -> None:
        self._program = program
        self._max_body = max_body
        # The last one used is the first to be used again: a lone page starts no second child.
        self._free: LifoQueue[_Child | None] = LifoQueue()
        for _place in range(size):
            self._free.put(None)

    def ask(self, question: bytes, wait: float) -> Answer:
        deadline = time.monotonic() + wait
        with self._child(deadline) as child:
            head, body = child.ask(question, deadline)
        if trouble := head.get("trouble"):
            logger.warning("%s failed: %s %s", self._program, trouble, head.get("what", ""))
            raise _too_large() if trouble == TOO_LARGE else _our_mistake()
        return head, body

    def close(self) -> None:
        """End the children that are at rest."""
        # All are taken out before any place is given back: what is put in last comes out first.
        for child in [self._free.get_nowait() for _place in range(self._free.qsize())]:
            if child:
                child.kill()
            self._free.put(None)

    @contextmanager
    def _child(self, deadline: float) -> Iterator["_Child"]:
        try:
            child = self._free.get(timeout=max(0.0, deadline - time.monotonic()))
        except Empty:
            raise Unreadable(_("We had too much to read at once."), retry=True) from None
        if child is not None and not child.may_go_on():
            child = None
        try:
            child = child or _Child(self._program, self._max_body)
            yield child
        finally:
            keep = child is not None and child.may_go_on()
            self._free.put(child if keep else None)


class _Child:
    def __init__(self, program: str, max_body: int) -> None:
        self._max_body = max_body
        limits = {
            "seconds": settings.FETCH_READER_SECONDS,
            "megabytes": settings.FETCH_READER_MEGABYTES,
        }
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", program, json.dumps(limits)],
            cwd=_ROOT,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)
        self._asked = 0
        self._is_at_rest = True

    def ask(self, question: bytes, deadline: float) -> Answer:
        self._asked += 1
        self._is_at_rest = False
        try:
            self._send(question, deadline)
            frame = unpack(lambda size: self._receive(size, deadline), self._max_body)
        except TimeoutError:
            raise Unreadable(_("Reading this page took too long."), retry=True) from None
        except (OSError, ValueError):
            frame = None
        if frame is None or not isinstance(frame[0], dict):
            raise self._death()
        self._is_at_rest = True
        return frame

    def may_go_on(self) -> bool:
        """Whether another page may be given to it; if not, its end is seen to."""
        if self._is_at_rest and self._asked < PAGES_EACH and self._process.poll() is None:
            return True
        self.kill()
        return False

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()

    def _send(self, data: bytes, deadline: float) -> None:
        left = memoryview(data)
        while left:
            _wait_for(self._to, select.POLLOUT, deadline)
            left = left[os.write(self._to, left) :]

    def _receive(self, size: int, deadline: float) -> bytes:
        came = bytearray()
        while len(came) < size:
            _wait_for(self._from, select.POLLIN, deadline)
            piece = os.read(self._from, size - len(came))
            if not piece:
                break
            came += piece
        return bytes(came)

    def _death(self) -> Unreadable:
        """Why it fell silent: its pipe is closed, so it has ended, or talks nonsense."""
        self._process.kill()
        code = self._process.wait()
        logger.warning("A reading child ended with %s", code)
        if code == -signal.SIGXCPU:
            return Unreadable(_("Reading this page took too long."))
        if code == -signal.SIGKILL:
            return Unreadable(_("Reading this page was broken off."), retry=True)
        return _too_large() if code in _OUT_OF_ROOM else _our_mistake()


def _wait_for(descriptor: int, what: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, what)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError


def _too_large() -> Unreadable:
    return Unreadable(_("Reading this page took too much memory."))


def _our_mistake() -> Unreadable:
    return Unreadable(_("Something went wrong on our side."), retry=True)


@cache
def _pool() -> Readers:
    return Readers(settings.FETCH_READERS, "bookmarks.fetching.reader")


# A forked process must not talk into its parent's pipes.
os.register_at_fork(after_in_child=_pool.cache_clear)
