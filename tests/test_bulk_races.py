"""Bulk acts beside each other, beside people's own edits, and in workers that are killed."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone

from bookmarks.bulk import choosing, working
from bookmarks.bulk.choosing import Wish, all_of, propose
from bookmarks.counting import recount
from bookmarks.listing import of_library
from bookmarks.models import Bookmark, BulkChange, CollectionItem, Tagging
from bookmarks.saving import Draft, edit_bookmark
from tests.at_once import at_once
from tests.factories import BookmarkFactory, CollectionFactory
from tests.fetching.workers import database_url
from tests.test_bulk import everything

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parent.parent
WORK = """
import django; django.setup()
from bookmarks.bulk import working
from bookmarks.models import BulkChange
done = working._do
def slowly(*args):
    done(*args)
    import time; time.sleep(0.05)
working._do = slowly
working.work_on(BulkChange.objects.get())
"""


@pytest.fixture(autouse=True)
def _in_parts_for_a_worker(monkeypatch):
    monkeypatch.setattr(choosing, "PART", 5)
    monkeypatch.setattr(working, "AT_ONCE", 0)
    monkeypatch.setattr(working, "publish", lambda change_id: None)


@pytest.fixture
def shelves(ann):
    return [CollectionFactory(owner=ann, title=title) for title in ("One", "Two")]


def many(person, n, **fields):
    return [BookmarkFactory(owner=person, **fields) for _ in range(n)]


def begun(person, action, **said):
    wish = Wish(action, **said)
    change = propose(person, all_of(of_library(person), person), wish, timezone.now(), "/")
    working.confirm(change, timezone.now())
    return change


def test_two_acts_at_once_are_both_done_whole(ann, shelves):
    one, two = shelves
    many(ann, 30, collections=[one])
    changes = [
        begun(ann, "tag", tags=["green"]),
        begun(ann, "move", collection=two),
        begun(ann, "tag", tags=["blue", "green"]),
    ]
    at_once([partial(working.work_on, change) for change in changes])
    assert set(BulkChange.objects.values_list("state", flat=True)) == {"done"}
    assert Tagging.objects.count() == 60
    assert (one.items.count(), two.items.count()) == (0, 30)
    assert not any(recount().values())


def test_opposite_moves_at_once_leave_each_bookmark_in_one_place(ann, shelves):
    one, two = shelves
    many(ann, 20, collections=[one])
    many(ann, 20, collections=[two])
    changes = [begun(ann, "move", collection=shelf) for shelf in shelves]
    changes.append(begun(ann, "trash"))
    at_once([partial(working.work_on, change) for change in changes])
    assert CollectionItem.objects.count() == 40
    assert CollectionItem.objects.values("bookmark").distinct().count() == 40
    assert not any(recount().values())


def test_people_go_on_editing_beside_a_bulk_act(ann, shelves):
    bookmarks = many(ann, 30, collections=[shelves[0]])
    change = begun(ann, "move", collection=shelves[1])

    def edit():
        for bookmark in bookmarks:
            fresh = Bookmark.objects.select_related("link", "owner").get(pk=bookmark.pk)
            draft = Draft(fresh.link.url, "private", title="By hand", collections=(shelves[0],))
            edit_bookmark(fresh, draft, timezone.now(), by=ann)

    at_once([partial(working.work_on, change), edit, edit])
    assert set(Bookmark.objects.values_list("title", flat=True)) == {"By hand"}
    assert BulkChange.objects.get().state == "done"
    assert not any(recount().values())


def test_a_killed_worker_is_followed_by_one_that_does_nothing_twice(ann):
    many(ann, 60)
    before = everything()
    change = begun(ann, "tag", tags=["green"])
    process = started()
    until(lambda: BulkChange.objects.get().position >= 10)
    process.send_signal(signal.SIGKILL)
    process.wait()
    change.refresh_from_db()
    assert (change.state, Tagging.objects.count()) == ("running", change.position)
    goes_on(change)
    assert (change.state, change.changed, Tagging.objects.count()) == ("done", 60, 60)
    working.ask_to_undo(change)
    goes_on(change)
    assert change.restored == 60
    assert everything() == before


def started():
    environment = {**os.environ, "DATABASE_URL": database_url(), "DEBUG": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "linkshare.settings"
    command = [sys.executable, "-c", WORK]
    return subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 - our own program


def until(is_so, within=60.0):
    deadline = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def goes_on(change):
    """Once the lease of whoever was at it has ended."""
    BulkChange.objects.update(worked_at=None)
    working.work_on(BulkChange.objects.select_related("person").get())
    change.refresh_from_db()
