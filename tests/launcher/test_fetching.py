"""What is due is fetched at the next start, whatever became of the message and of who was at it."""

import os
import shutil
import signal
import sqlite3
import threading
from contextlib import closing

import pytest

from tests.fetching.site import Site as OtherSite
from tests.launcher.site import Site, processes_on, until

SAVE = """
from django.utils import timezone
from bookmarks.saving import Draft, save_bookmark
from tests.factories import PersonFactory
save_bookmark(PersonFactory(), Draft(url={!r}, audience="private"), timezone.now())
"""
IMPATIENT = {"FETCH_LEASE": "3", "FETCH_RESEND_AFTER": "1", "SWEEP_INTERVAL": "0.5"}


@pytest.fixture
def other():
    with OtherSite() as other:
        yield other


@pytest.fixture
def site(data, other):
    site = Site(data, FETCH_ALLOW=other.authority, **IMPATIENT)
    yield site
    site.clean_up()


def test_a_lost_message_and_kill_9_in_the_middle_of_a_fetch_cost_only_time(site, other, data):
    page = CutOff()
    url = other.route("/page", page)
    site.manage("shell", "--verbosity", "0", "--command", SAVE.format(url))
    shutil.rmtree(data / "broker")
    site.start_and_wait()
    assert page.is_asked.wait(60)
    os.kill(the_fetcher(data), signal.SIGKILL)
    assert site.ends() == 1
    assert site.says("fetcher was killed by SIGKILL, so everything ends")
    page.is_killed.set()
    site.start_and_wait()
    until(lambda: title_of(url, data) == "Kept")
    assert other.asked("/page") == 2, "the one that was cut off, and one more"
    assert page.most_at_once == 1


class CutOff:
    """Answers from the second time on; counts who asks at the same time."""

    def __init__(self):
        self.is_asked = threading.Event()
        self.is_killed = threading.Event()
        self.most_at_once = 0
        self._at_once = 0

    def __call__(self, handler):
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        if self.is_asked.is_set():
            self._answer(handler)
        else:
            self.is_asked.set()
            self.is_killed.wait(60)
        self._at_once -= 1

    def _answer(self, handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.end_headers()
        handler.wfile.write(b"<title>Kept</title><p>The link itself says that it is due.</p>")


def the_fetcher(data):
    return min(pid for pid, line in processes_on(data).items() if b" -n fetcher@" in line)


def title_of(url, data):
    with closing(sqlite3.connect(data / "db.sqlite3")) as database:
        [[title]] = database.execute("SELECT title FROM bookmarks_link WHERE url = ?", [url])
        return title
