"""What passes between the worker and its reading child, where the child may be anybody's."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bookmarks.fetching.frames import BrokenFrameError, pack, thaw, unpack


@dataclass(frozen=True)
class Inner:
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outer:
    name: str
    at: datetime | None = None
    inner: Inner | None = None
    flag: bool = False
    headers: dict[str, str] | None = None


def there_and_back(head, body=b"", **options):
    return unpack(io.BytesIO(pack(head, body)).read, **options)


@pytest.mark.parametrize(
    "value",
    [
        Outer("é \ud800".replace("\ud800", "?")),
        Outer("x", at=datetime(2026, 2, 1, tzinfo=UTC), flag=True),
        Outer("x", inner=Inner(("a", "b")), headers={"a": "b"}),
    ],
)
def test_a_value_arrives_as_it_was_sent(value):
    head, body = there_and_back(value, b"\0body", max_body=5)
    assert (thaw(Outer, head), body) == (value, b"\0body")


def test_after_the_last_frame_comes_nothing():
    assert unpack(io.BytesIO(b"").read) is None


@pytest.mark.parametrize(
    "sent", [b"\0", b"\0" * 8, b"\xff" * 8, pack({"a": 1}, b"body"), pack({"a": 1})[:-1]]
)
def test_a_broken_frame_is_refused(sent):
    with pytest.raises(BrokenFrameError):
        unpack(io.BytesIO(sent).read)


@pytest.mark.parametrize(
    "head",
    [
        {"name": 1},
        {"name": ["x"]},
        {"name": "x", "at": 7},
        {"name": "x", "at": "soon"},
        {"name": "x", "inner": "x"},
        {"name": "x", "inner": {"words": [1]}},
        {"name": "x", "flag": "yes"},
        ["name"],
    ],
)
def test_what_has_another_shape_is_refused(head):
    with pytest.raises(ValueError):  # noqa: PT011 - BrokenFrameError, or fromisoformat's own
        thaw(Outer, head)


def test_names_that_are_not_ours_are_left_out():
    assert thaw(Outer, {"name": "x", "surprise": 1}) == Outer("x")
