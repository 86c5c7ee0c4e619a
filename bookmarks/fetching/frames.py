"""How the worker and its reading child talk: frames of JSON over pipes, pure.

The worker does not trust the child: a page may have taken it over. So what comes back is no
pickle, is bounded, and is taken only in the shape of the dataclass that was asked for.
"""

import json
import struct
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from datetime import datetime
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Read = Callable[[int], bytes]
"""Give exactly so many bytes, or fewer at the end."""

T = TypeVar("T")

_LENGTHS = struct.Struct(">II")
MAX_HEAD = 16_000_000


class BrokenFrameError(ValueError):
    """What came is no frame, or not of the shape that was asked for."""


def pack(head: Any, body: bytes = b"") -> bytes:
    """A frame of a dataclass, or of what JSON knows, and of bytes that follow it."""
    plain = asdict(head) if is_dataclass(head) and not isinstance(head, type) else head
    text = json.dumps(plain, default=_plain, ensure_ascii=False).encode("utf-8", "replace")
    return _LENGTHS.pack(len(text), len(body)) + text + body


def unpack(read: Read, max_body: int = 0) -> tuple[Any, bytes] | None:
    """The next frame's head and body; None where there is none any more."""
    start = read(_LENGTHS.size)
    if not start:
        return None
    try:
        head, body = _LENGTHS.unpack(start)
        if head > MAX_HEAD or body > max_body:
            raise BrokenFrameError((head, body))
        values, rest = json.loads(read(head)), read(body)
        if len(rest) < body:
            raise BrokenFrameError(body)
        return values, rest
    except (struct.error, ValueError) as error:
        raise BrokenFrameError(str(error)) from error


def thaw(kind: type[T], value: Any) -> T:
    """`value`, as JSON brought it, in the shape of `kind`: a dataclass, and what it is made of."""
    thawed: T = _thaw(kind, value)
    return thawed


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value))


def _thaw(kind: Any, value: Any) -> Any:
    inner = get_args(kind)
    if isinstance(kind, UnionType):
        others = [each for each in inner if each is not type(None)]
        return None if value is None and len(others) < len(inner) else _thaw(others[0], value)
    if get_origin(kind) is tuple:
        return tuple(_thaw(inner[0], each) for each in _checked(list, value))
    if is_dataclass(kind):
        return _thaw_fields(kind, _checked(dict, value))
    if kind is datetime:
        return datetime.fromisoformat(_checked(str, value))
    return _checked(get_origin(kind) or kind, value)


def _thaw_fields(kind: Any, value: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    names = {field.name for field in fields(kind)} & value.keys()
    return kind(**{name: _thaw(hints[name], value[name]) for name in names})


def _checked(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind):
        raise BrokenFrameError(f"{value!r:.60} is no {kind.__name__}")
    return value
