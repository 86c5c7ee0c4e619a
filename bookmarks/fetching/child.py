"""The inner side of a child process that reads strangers' bytes, one question after the other.

They are bytes in front of a million lines of C. So they are read where they can take little: a
process with bounds on memory and seconds, without a way to the network or the disk, that knows no
secret. When it dies, what it read is lost, and nothing else: see `readers`.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from bookmarks.fetching.frames import pack, unpack

Work = Callable[[Any, bytes], tuple[Any, bytes]]
"""A question's head and body → the answer's."""

TOO_LARGE = "too large"
MISTAKE = "mistake"

_MAX_BODY = 64_000_000
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def serve(work: Work, *, opens_files: bool) -> None:
    """Answer until the pipe ends; whoever opens no files has loaded all that he will ever need."""
    limits = json.loads(sys.argv[1])
    questions, answers = _pipes()
    _close_in(limits["megabytes"] * 1_000_000)
    if not opens_files:
        # Also out of the reach of libraries that Python's hooks do not see; sockets are files too.
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    while frame := unpack(questions.read, _MAX_BODY):
        _grant(limits["seconds"])
        answers.write(_answer(work, *frame))
        answers.flush()


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output, out of the reach of libraries that print."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _answer(work: Work, head: Any, body: bytes) -> bytes:
    try:
        return pack(*work(head, body))
    except MemoryError:
        return pack({"trouble": TOO_LARGE})
    except Exception as problem:  # noqa: BLE001 - whatever a page does to us, its link gets a state
        return pack({"trouble": MISTAKE, "what": repr(problem)[:500]})


def _close_in(room: int) -> None:
    for what in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(what, (0, 0))
    with suppress(OSError, ValueError):  # no such file but on Linux
        pages = int(Path("/proc/self/statm").read_text().split()[5])
        most = pages * resource.getpagesize() + room
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN) or (event == "open" and _writes(arguments)):
        raise PermissionError(event)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & _WRITING)


def _grant(seconds: int) -> None:
    """So much of the processor for the next question; the kernel kills what takes more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
