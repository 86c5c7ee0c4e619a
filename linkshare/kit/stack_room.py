"""Room for deep calls on the interpreter's stack, taken once.

CPython keeps the frames of Python functions in pieces of 16 KiB: a call that does not fit asks the
system for the next piece, and gives it back when it returns. Templates within templates call so
deep that the edge of a piece lies inside some loop, where each turn then costs two system calls and
a fresh page. A piece is as large as its first frame asks for: one with a large frame has room for
all that follow.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

SLOTS = 33_000
"""Of 8 bytes, the frame's own: CPython takes 512 KiB for it, and leaves some 30,000 to others."""


def with_room(function: Callable[P, R]) -> Callable[P, R]:
    """The same function; what it calls, some thousand calls deep, finds room without asking."""

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=SLOTS)
    return update_wrapper(call, function)
