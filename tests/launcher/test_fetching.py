"""What is saved while nothing runs, and whose message is lost, is fetched at the next start."""

import shutil
import sqlite3
from contextlib import closing

from tests.fetching.site import Site as OtherSite
from tests.launcher.site import Site, until

SAVE = """
from django.utils import timezone
from bookmarks.saving import Draft, save_bookmark
from tests.factories import PersonFactory
save_bookmark(PersonFactory(), Draft(url={!r}, audience="private"), timezone.now())
"""


def test_a_start_without_the_brokers_folder_fetches_what_is_due_once(data):
    with OtherSite() as other:
        url = other.page("/page", "<title>Kept</title><p>The link itself says that it is due.</p>")
        site = Site(data, FETCH_ALLOW=other.authority, FETCH_RESEND_AFTER="1", SWEEP_INTERVAL="0.5")
        site.manage("migrate", "--verbosity", "0")
        site.manage("shell", "--verbosity", "0", "--command", SAVE.format(url))
        shutil.rmtree(data / "broker")
        try:
            site.start_and_wait()
            until(lambda: title_of(url, data) == "Kept")
        finally:
            site.clean_up()
        assert other.asked("/page") == 1


def title_of(url, data):
    with closing(sqlite3.connect(data / "db.sqlite3")) as database:
        [[title]] = database.execute("SELECT title FROM bookmarks_link WHERE url = ?", [url])
        return title
