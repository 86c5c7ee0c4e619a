"""What makes sure that nothing outlives the launcher, not even after `kill -9`.

Two nets. The kernel sends each child SIGTERM when its parent dies. And a second, tiny process
reads a pipe whose other end only the launcher holds: when that end closes without a farewell,
it ends the process groups it was told of, grandchildren included.
"""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
_FAREWELL = b"farewell\n"
GRACE = 5.0


def die_with(parent: int) -> Callable[[], None]:
    """A function for the time between fork and exec: SIGTERM to this process if `parent` dies."""

    def bind() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return bind


def die_with_my_parent() -> None:
    die_with(os.getppid())()


class Guard:
    """The second process. It holds what it inherits, the data folder's lock too, to the end."""

    def __init__(self) -> None:
        reading, self._writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._writing)
            _watch(reading)
            os._exit(0)
        os.close(reading)

    def add(self, group: int) -> None:
        os.write(self._writing, b"%d\n" % group)

    def dismiss(self) -> None:
        os.write(self._writing, _FAREWELL)
        os.close(self._writing)
        os.waitpid(self._pid, 0)


def _watch(pipe: int) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    heard = b""
    while piece := os.read(pipe, 4096):
        heard += piece
    if not heard.endswith(_FAREWELL):
        end_groups([int(line) for line in heard.split()])


def end_groups(groups: Iterable[int], grace: float = GRACE) -> None:
    """SIGTERM to whole process groups, SIGKILL to those that are still there after `grace`."""
    left = [group for group in groups if signal_group(group, signal.SIGTERM)]
    deadline = time.monotonic() + grace
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = [group for group in left if signal_group(group, 0)]
    for group in left:
        signal_group(group, signal.SIGKILL)


def signal_group(group: int, number: int) -> bool:
    """Whether there was anybody to get the signal."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True
