"""A real drain to which bad things happen: nothing is lost, nothing is done twice, it goes on."""

import resource
import shutil
import signal
import socket
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

from bookmarks.models import Link
from tests.fetching.site import Site
from tests.fetching.workers import (
    HAS_FOLDER_BROKER,
    PAGE,
    database_url,
    due_link,
    environment_for,
    kill,
    worker,
)

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = ("-P", "threads", "--concurrency", "4")
LINKS = 60
AT_ONCE = 8


class Slow:
    """Pages that take a moment, and what was seen of those who asked for them."""

    def __init__(self, site):
        self.site = site
        self.asked, self.at_work, self.lock = Counter(), Counter(), threading.Lock()
        self.twice_at_once = False

    def page(self, path):
        return self.site.route(path, self._answer)

    def _answer(self, handler):
        with self.lock:
            self.asked[handler.path] += 1
            self.at_work[handler.path] += 1
            self.twice_at_once |= self.at_work[handler.path] > 1
        self.site.sleep(0.2)
        with self.lock:
            self.at_work[handler.path] -= 1
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.end_headers()
        handler.wfile.write(PAGE)

    @property
    def count(self):
        return sum(self.asked.values())


@pytest.fixture
def slow():
    with Site() as site:
        yield Slow(site)


@pytest.fixture
def environment(slow, tmp_path):
    own = {"FETCH_THREADS": str(AT_ONCE), "FETCH_HOST_INTERVAL": "0"}
    return environment_for(slow.site, tmp_path) | own


@pytest.fixture
def links(slow):
    return [due_link(slow.page(f"/{number}")) for number in range(LINKS)]


def until(condition, within=90.0):
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


def read():
    return Link.objects.filter(state="ok", due_at=None, claim=None).count()


def all_read():
    return read() == LINKS


def test_a_drain_whose_worker_is_killed_goes_on_with_the_next(slow, environment, links):
    with worker(environment, THREADS) as first:
        until(lambda: slow.count >= 20)
        kill(first)
    done = set(Link.objects.filter(state="ok").values_list("url", flat=True))
    with worker(environment, THREADS):
        until(all_read)
    again = {slow.site.url(path) for path, times in slow.asked.items() if times > 1}
    # Only pages that were in the air when it was killed are asked for again, and later.
    assert not again & done
    assert slow.count <= LINKS + 2 * AT_ONCE
    assert not slow.twice_at_once


@contextmanager
def nothing_can_be_written(process):
    """The disk is full: of the worker's machine, or of the database server's."""
    if connection.vendor == "sqlite":
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        yield
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        return
    name = sql.Identifier(connection.settings_dict["NAME"])
    command = "ALTER DATABASE {} SET default_transaction_read_only = {}"
    with psycopg.connect(database_url(), autocommit=True) as server:
        server.execute(sql.SQL(command).format(name, sql.SQL("on")))
        _hang_up_on_others(server)
        yield
        server.execute(sql.SQL("SET default_transaction_read_only = off"))
        server.execute(sql.SQL(command).format(name, sql.SQL("off")))
        _hang_up_on_others(server)


def _hang_up_on_others(server):
    connection.close()
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


def test_a_full_disk_stops_a_drain_only_while_it_is_full(slow, environment, links):
    with worker(environment, THREADS) as process:
        until(lambda: read() >= 10)
        with nothing_can_be_written(process):
            until(lambda: not sum(slow.at_work.values()))
            before = read()
            time.sleep(1)
            assert read() == before < LINKS
        until(all_read)
    assert not slow.twice_at_once
    assert slow.count <= LINKS + 4 * AT_ONCE


class Relay:
    """A way to Redis that can be cut."""

    def __init__(self, target):
        self.target = target
        self.open = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.is_cut = False
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self.server.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
                continue
            far = socket.create_connection(self.target)
            self.open += [near, far]
            for pair in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source, target):
        try:
            while piece := source.recv(65_536):
                target.sendall(piece)
        except OSError:
            pass
        finally:
            self._hang_up(source, target)

    def cut(self):
        self.is_cut = True
        self._hang_up(*self.open)

    def mend(self):
        self.is_cut = False

    def _hang_up(self, *sockets):
        for each in sockets:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def close(self):
        self.cut()
        self.server.close()


class Folder:
    """The embedded broker, in whose place a file may stand."""

    def __init__(self, path):
        self.path = path

    def cut(self):
        """The worker may make the folder anew between the two."""
        while not self.path.is_file():
            shutil.rmtree(self.path, ignore_errors=True)
            with suppress(IsADirectoryError):
                self.path.write_text("")

    def mend(self):
        self.path.unlink()


@pytest.fixture
def broker(environment, tmp_path):
    if HAS_FOLDER_BROKER:
        yield Folder(tmp_path / "broker")
        return
    url = urlsplit(settings.CELERY_BROKER_URL)
    relay = Relay((url.hostname, url.port or 6379))
    there = urlunsplit(url._replace(netloc=f"127.0.0.1:{relay.port}"))
    environment |= {"BROKER_URL": there, "CACHE_URL": there}
    yield relay
    relay.close()


def test_a_drain_outlives_its_broker_and_the_next_begins_when_it_is_back(
    slow, environment, links, broker
):
    with worker(environment, THREADS):
        until(lambda: read() >= 10)
        broker.cut()
        until(all_read)
        late = due_link(slow.page("/late"))
        time.sleep(1)
        broker.mend()
        until(lambda: read() == LINKS + 1)
    assert (slow.count, slow.twice_at_once) == (LINKS + 1, False)
    assert slow.asked[urlsplit(late.url).path] == 1


def test_a_worker_that_is_asked_to_end_finishes_what_it_has_begun(slow, environment, links):
    with worker(environment, THREADS) as process:
        until(lambda: slow.count >= 20)
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert Link.objects.filter(claim=None).count() == LINKS
    assert read() == slow.count < LINKS
