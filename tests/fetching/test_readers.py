"""Pages are read in child processes: what a hostile page takes is its own child, no more."""

import os
import resource
import signal
import time
from contextlib import closing, suppress
from io import BytesIO
from pathlib import Path
from unittest.mock import Mock

import pytest

from bookmarks.fetching import child, readers
from bookmarks.fetching.answers import Response
from bookmarks.fetching.errors import Unreadable
from bookmarks.fetching.frames import pack, unpack
from bookmarks.fetching.reader import read
from bookmarks.fetching.readers import Readers
from bookmarks.fetching.reading import Question, Reading
from tests.fetching.clients import error_of
from tests.fetching.corpus import PAGES

HTML = {"content-type": "text/html; charset=utf-8"}
GOOD = b"<title>Fine</title><meta property=article:published_time content=2026-02-01T12:00:00Z>"
SLOW = b"<p " + b" ".join(b"a%d=1" % number for number in range(200_000)) + b">"


@pytest.fixture
def one(settings):
    """A single child that gets a second and little room for a page."""
    settings.FETCH_READER_SECONDS = 1
    settings.FETCH_READER_MEGABYTES = 48
    with closing(Readers(1, "bookmarks.fetching.reader")) as one:
        yield one


def question(body, **headers):
    return pack(Question("https://a.example/x", 200, HTML | headers), body)


def is_well(one):
    return one.ask(question(GOOD), 20)[0]["facts"]["title"] == "Fine"


def child_of(one):
    (child,) = one._free.queue
    return child._process.pid


def test_a_page_is_read_as_in_our_own_process():
    there = readers.read(Response("https://a.example/x", 200, HTML, GOOD), wait=30)
    assert there == read(Question("https://a.example/x", 200, HTML), GOOD)
    assert there.facts.published_at.year == 2026


def test_a_pdf_is_read_there_too_by_what_is_loaded_late():
    body = (PAGES / "pdf_with_title.pdf").read_bytes()
    answer = Response("https://a.example/x", 200, {"content-type": "application/pdf"}, body)
    assert readers.read(answer, wait=30).facts.author == "E. Marsh"


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [(404, GOOD, Reading()), (200, b"<title>Just a moment...</title>", Reading(is_challenge=True))],
)
def test_a_refusal_has_no_facts(status, body, expected):
    assert readers.read(Response("https://a.example/x", status, HTML, body), wait=30) == expected


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
HOSTILE = {
    "deep": b"<div>" * 400_000,
    "deep and mixed": b"<b><i><p><table>" * 120_000,
    "one attribute": b"<meta property=og:title content='" + b"a" * 1_900_000 + b"'>",
    "entities": b"<title>" + b"&amp;" * 380_000,
    "only openings": b"<" * 500_000,
    "white space": b"<title>" + b" " * 1_900_000 + b"x</title>",
    "nested data": b"<script type='application/ld+json'>" + b"[" * 1_900_000,
    "an entity bomb": f"<?xml version='1.0'?><!DOCTYPE x [{BOMB}]><rss><a>&l9;</a></rss>".encode(),
    "a regular expression's worst": b"%PDF-1.4 /Title (" + b"\\" * 1_900_000,
    "nothing": b"\0" * 1_900_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_no_more_than_itself(one, name):
    """Some are read, some are too much; the next page is read all the same."""
    with suppress(Unreadable):
        one.ask(question(HOSTILE[name]), 20)
    assert is_well(one)


def test_a_page_that_takes_too_long_is_given_up_for_good(one):
    failure = error_of(Unreadable, one.ask, question(SLOW), 60)
    assert (failure.reason, failure.retry) == ("Reading this page took too long.", False)
    assert is_well(one)


def test_a_page_that_takes_too_much_memory_is_given_up_for_good(one, monkeypatch):
    said = child._answer(Mock(side_effect=MemoryError), {}, b"")
    monkeypatch.setattr(
        readers, "_Child", lambda *_: Mock(ask=lambda *_: unpack(BytesIO(said).read))
    )
    failure = error_of(Unreadable, one.ask, question(GOOD), 1)
    assert (failure.reason, failure.retry) == ("Reading this page took too much memory.", False)


def test_a_child_has_bounds_that_the_kernel_keeps(one):
    assert is_well(one)
    for limit, most in ((resource.RLIMIT_DATA, 150_000_000), (resource.RLIMIT_FSIZE, 0)):
        assert 0 <= resource.prlimit(child_of(one), limit)[1] <= most


def test_a_child_that_hangs_is_ended_by_the_clock(one):
    assert is_well(one)
    os.kill(child_of(one), signal.SIGSTOP)
    failure = error_of(Unreadable, one.ask, question(GOOD), 0.1)
    assert failure.retry
    assert is_well(one)


def test_a_child_that_was_killed_at_rest_costs_nothing(one):
    assert is_well(one)
    before = child_of(one)
    os.kill(before, signal.SIGKILL)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert is_well(one)
    assert child_of(one) != before


def test_a_child_is_replaced_after_so_many_pages(one, monkeypatch):
    monkeypatch.setattr(readers, "PAGES_EACH", 2)
    pids = [(is_well(one), one._free.queue[0] and child_of(one))[1] for _ in range(3)]
    assert pids[1] is None
    assert pids[2] != pids[0]


def test_all_children_at_rest_are_ended(settings):
    two = Readers(2, "bookmarks.fetching.reader")
    deadline = time.monotonic() + 20
    with two._child(deadline) as first, two._child(deadline) as second:
        pass
    two.close()
    assert [each._process.poll() for each in (first, second)] == [-signal.SIGKILL] * 2


def test_whoever_finds_no_free_child_in_time_comes_again(one):
    one._free.get()
    assert error_of(Unreadable, one.ask, question(GOOD), 0.01).retry
    one._free.put(None)


def test_a_child_knows_no_secret_of_ours(one, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    assert is_well(one)
    assert b"hush" not in Path(f"/proc/{child_of(one)}/environ").read_bytes()


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", (None, ("1.1.1.1", 80))),
        ("socket.getaddrinfo", ("a.example", 80, 0, 0, 0)),
        ("subprocess.Popen", ("sh", [], None, None)),
        ("os.system", (b"id",)),
        ("open", ("/x", "w", os.O_WRONLY)),
    ],
)
def test_a_child_has_no_way_out(event, arguments):
    with pytest.raises(PermissionError):
        child._refuse(event, arguments)


def test_a_child_may_still_read_its_own_libraries():
    child._refuse("open", ("/usr/lib/x.py", "r", os.O_RDONLY))
