"""A start that was cut off is finished by the next one."""

import signal
import sqlite3
import urllib.request
from contextlib import closing

import pytest

from tests.demo.seed_page import ENTRIES
from tests.launcher.site import Site, processes_on, until


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path / "data", DEMO="1")
    yield site
    site.clean_up()


def test_a_start_cut_off_in_its_migrations_and_in_its_demo_is_finished_by_the_next(site):
    site.start()
    until(lambda: migrations_of(site) > 5)
    cut_off(site)
    site.start()
    until(lambda: site.says("static files: "))
    cut_off(site)
    site.start_and_wait()
    with urllib.request.urlopen(f"{site.url}/@demo/link-sharing/") as answer:
        page = answer.read().decode()
    assert page.count("<article") == len(ENTRIES)


def migrations_of(site):
    try:
        with closing(sqlite3.connect(site.data / "db.sqlite3")) as database:
            [[count]] = database.execute("SELECT count(*) FROM django_migrations")
            return count
    except sqlite3.OperationalError:
        return 0


def cut_off(site):
    assert site.ends(by=signal.SIGKILL) == -signal.SIGKILL
    until(lambda: not processes_on(site.data))
