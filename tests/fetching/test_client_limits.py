"""Bombs, endless bodies, drips and nonsense: what bounds the client in bytes and in seconds."""

import gzip
import itertools
import time
import tracemalloc
import zlib

import pytest

from bookmarks.fetching import client as client_module
from bookmarks.fetching.client import BadAnswer, Client, TimedOut, Unreachable
from bookmarks.fetching.unpacking import Unpacker
from tests.fetching.clients import error_of
from tests.fetching.site import dripping


def test_a_page_over_the_size_is_cut_and_still_read(site, client):
    site.page("/", b"a" * 5000)
    response = client.get(site.url("/"), max_bytes=1000)
    assert (response.body, response.truncated) == (b"a" * 1000, True)


def test_a_page_of_just_the_size_is_whole(site, client):
    site.page("/", b"a" * 1000)
    response = client.get(site.url("/"), max_bytes=1000)
    assert (len(response.body), response.truncated) == (1000, False)


def test_an_endless_body_ends_at_the_size(site, client):
    site.page("/", itertools.repeat(b"x" * 10_000))
    response = client.get(site.url("/"), max_bytes=100_000)
    assert (len(response.body), response.truncated) == (100_000, True)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("X-GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("identity", bytes),
        ("", bytes),
    ],
)
def test_a_packed_page_is_unpacked(site, client, encoding, pack):
    body = b"".join(b"<p>%d" % number for number in range(40_000))
    site.page("/", pack(body), headers={"Content-Encoding": encoding})
    response = client.get(site.url("/"))
    assert (response.body == body, response.truncated) == (True, False)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_never_unfolds(site, client, layers):
    bomb = gzip.compress(b"\0" * 50_000_000, 1)
    bomb = gzip.compress(bomb) if layers == 2 else bomb
    site.page("/", bomb, headers={"Content-Encoding": ", ".join(["gzip"] * layers)})
    if layers == 2:
        error_of(BadAnswer, client.get, site.url("/"))
    else:
        response = client.get(site.url("/"))
        assert (len(response.body), response.truncated) == (2_000_000, True)


def test_a_bomb_takes_no_more_memory_than_its_room():
    bomb = gzip.compress(b"\0" * 50_000_000)
    tracemalloc.start()
    unpacker = Unpacker("gzip", 1000)
    unpacker.feed(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert unpacker.full
    assert peak < 500_000


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip", "deflate", "nonsense"])
def test_a_packing_that_cannot_be_unpacked_is_a_bad_answer(site, client, encoding):
    site.page("/", "<p>plain after all", headers={"Content-Encoding": encoding})
    assert "unpacked" in error_of(BadAnswer, client.get, site.url("/")).reason


def test_a_page_that_breaks_off_is_read_as_far_as_it_came(site, client):
    site.page("/", b"<p>half", headers={"Content-Length": "900"})
    response = client.get(site.url("/"))
    assert (response.body, response.truncated) == (b"<p>half", True)


def test_a_dripping_body_ends_at_the_deadline(site, client):
    site.page("/", dripping(b"x", 0.02))
    assert_ends_in_time(client, site.url("/"))


def test_a_dripping_head_ends_at_the_deadline(site, client):
    def drip(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for piece in dripping(b"X: y\r\n", 0.02):
            handler.wfile.write(piece)

    assert_ends_in_time(client, site.route("/", drip))


def test_endless_interim_answers_end_at_the_deadline(site, client):
    def drip(handler):
        for piece in dripping(b"HTTP/1.1 100 Continue\r\n\r\n", 0.02):
            handler.wfile.write(piece)

    assert_ends_in_time(client, site.route("/", drip))


def test_a_silent_site_ends_at_the_deadline(site, client):
    site.page("/", "late", delay=30)
    assert_ends_in_time(client, site.url("/"))


def test_redirects_share_one_deadline(site, client):
    for number in range(5):
        site.page(f"/{number}", status=302, headers={"Location": f"/{number + 1}"}, delay=0.1)
    assert_ends_in_time(client, site.url("/0"))


def test_a_slow_look_up_ends_at_the_deadline(client, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *a, **k: time.sleep(1))
    slow = Client(client.policy, timeout=0.3)
    began = time.monotonic()
    error_of(TimedOut, slow.get, "http://example.com/")
    assert time.monotonic() - began < 0.6


def assert_ends_in_time(client, url):
    hurried = Client(client.policy, resolve=client.resolve, timeout=0.3)
    began = time.monotonic()
    error = error_of(TimedOut, hurried.get, url)
    assert 0.25 < time.monotonic() - began < 0.7
    assert error.retry


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x00" * 100,
        b"HTTP/1.1 200 OK\r\nBad Header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"x" * 300_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000 + b"\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=range(9),
)
def test_what_is_not_http_is_a_bad_answer(site, client, answer):
    def send(handler):
        handler.wfile.write(answer)
        handler.close_connection = True

    error = error_of((BadAnswer, Unreachable), client.get, site.route("/", send))
    assert error.reason.endswith(".")


def test_the_limits_are_those_that_are_promised():
    assert client_module.CONNECT_TIMEOUT == 5
    assert client_module.TIMEOUT == 20
    assert client_module.MAX_BYTES == 2_000_000
    assert client_module.MAX_REDIRECTS == 5
