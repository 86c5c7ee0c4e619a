"""Many links at once: each once, one of a site a second, and what fails on the way comes back."""

import threading
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from bookmarks.fetching import claiming, draining, errands
from bookmarks.fetching.draining import Drain, the_only_one
from bookmarks.fetching.offline import IN_A_ROW, connectivity
from bookmarks.models import Link
from tests.factories import NOON
from tests.fetching.conftest import link_to

PAGE = "<title>Found</title><meta name=description content='A sentence that says what it is.'>"
SOON = NOON + timedelta(seconds=1)


@pytest.fixture
def hosts(open_site):
    """A page on each of many sites."""
    open_site.page("/", PAGE)
    return (open_site.url("/", host=f"site-{n}.example") for n in count())


def links_to(hosts, number, **facts):
    return [link_to(next(hosts), **facts) for _ in range(number)]


def drained(now=SOON, **options):
    """Of links: their pictures are another matter, and this clock stands still."""
    return Drain(lambda: now, kinds=(errands.Pages(), errands.Checks()), **options).run()


def states():
    return set(Link.objects.values_list("state", "due_at", "claim"))


@pytest.mark.django_db(transaction=True)
def test_all_that_is_due_is_read_once(open_site, hosts, settings):
    settings.FETCH_THREADS = 8
    links_to(hosts, 40)
    assert drained() == 40
    assert states() == {("ok", None, None)}
    assert open_site.asked("/") == 40


@pytest.mark.django_db(transaction=True)
def test_what_is_not_due_or_another_has_is_left(hosts):
    links_to(hosts, 1, due_at=NOON + timedelta(hours=1))
    links_to(hosts, 1, claim=uuid4(), claimed_until=NOON + timedelta(minutes=1))
    links_to(hosts, 1, claimed_until=NOON + timedelta(minutes=1))
    assert drained() == 0


@pytest.mark.django_db(transaction=True)
def test_the_links_of_one_site_are_put_off_a_second_each(open_site):
    for n in range(5):
        link_to(open_site.page(f"/{n}", PAGE))
    assert len(claiming.take_due(10, uuid4(), SOON)) == 1
    turns = Link.objects.filter(claim=None).order_by("due_at").values_list("due_at", flat=True)
    assert list(turns) == [SOON + timedelta(seconds=n) for n in range(1, 5)]
    for n in range(1, 5):
        now = SOON + timedelta(seconds=n)
        assert len(claiming.take_due(10, uuid4(), now)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_take_at_once_get_different_links(hosts):
    links_to(hosts, 30)
    start, taken = threading.Barrier(3), []

    def work():
        start.wait()
        taken.extend(link.pk for link in claiming.take_due(10, uuid4(), SOON))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken))
    assert 10 <= len(taken) <= 30


@pytest.mark.django_db(transaction=True)
def test_a_site_that_asks_for_time_gets_it_for_all_its_links(open_site, monkeypatch):
    monkeypatch.setattr(draining, "SOON", timedelta())
    for n in range(3):
        page = {"status": 429, "headers": {"Retry-After": "3600"}}
        link_to(open_site.page(f"/{n}", **page), due_at=NOON + timedelta(seconds=n * 0.001))
    drained()
    clock = SOON + timedelta(minutes=5)
    assert drained(clock) == 0
    assert len(open_site.requests) == 1
    due = Link.objects.values_list("due_at", flat=True)
    assert min(due) >= SOON + timedelta(hours=1)


@contextmanager
def a_database_that_fails(times, name):
    """As a full disk makes it, and a server that is restarted."""
    real, failures = getattr(errands.concluding, name), []

    def write(*arguments):
        if len(failures) < times:
            failures.append(1)
            raise OperationalError("database or disk is full")
        return real(*arguments)

    with patch.object(errands.concluding, name, write), patch.object(draining, "_REST", 0.01):
        yield


@pytest.mark.django_db(transaction=True)
def test_what_the_database_does_not_take_is_kept_and_tried_again(open_site, hosts):
    links_to(hosts, 20)
    with a_database_that_fails(3, "conclude"):
        assert drained() == 20
    assert states() == {("ok", None, None)}
    assert open_site.asked("/") == 20


@pytest.mark.django_db(transaction=True)
def test_a_drain_that_dies_leaves_links_that_come_back(open_site, hosts, settings):
    links_to(hosts, 3)
    taken = claiming.take_due(3, uuid4(), SOON)
    assert (len(taken), drained()) == (3, 0)
    later = SOON + timedelta(seconds=settings.FETCH_LEASE)
    assert drained(later) == 3
    assert open_site.asked("/") == 3


@pytest.mark.django_db(transaction=True)
def test_a_drain_that_is_told_to_stop_finishes_what_it_has_begun(hosts, settings):
    settings.FETCH_THREADS = 4
    links_to(hosts, 12)
    stopped = iter([False, False, False])
    assert 0 < drained(is_stopped=lambda: next(stopped, True)) < 12
    assert not Link.objects.exclude(claim=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_page_that_breaks_everything_costs_only_itself(hosts):
    links = links_to(hosts, 6)
    real = errands.visit

    def visit(link, now):
        if link.pk == links[2].pk:
            raise SystemError("never seen before")
        return real(link, now)

    with patch.object(errands, "visit", visit):
        assert drained() == 6
    assert Link.objects.get(pk=links[2].pk).cause == "ours"
    assert Link.objects.filter(state="ok").count() == 5


@pytest.mark.django_db(transaction=True)
def test_without_a_name_server_no_link_loses_a_try_and_all_come_back(hosts, no_name_server):
    """But for the first few, before it is clear that the trouble is ours."""
    links_to(hosts, 40)
    drained(SOON)
    assert connectivity.is_lost
    assert Link.objects.filter(attempts=0, state="queued", due_at__gt=SOON).count() > 40 - IN_A_ROW
    assert drained(SOON) == 0
    no_name_server.undo()
    assert drained(SOON + timedelta(minutes=3)) == 40
    assert not connectivity.is_lost
    assert states() == {("ok", None, None)}


def test_one_drain_a_machine(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with the_only_one() as first, the_only_one() as second:
        assert (first, second) == (True, False)
    with the_only_one() as third:
        assert third


@pytest.mark.django_db(transaction=True)
def test_without_a_pace_no_more_are_taken_than_there_is_room_for(open_site, settings):
    settings.FETCH_HOST_INTERVAL = 0
    for n in range(12):
        link_to(open_site.page(f"/{n}", PAGE))
    assert [len(claiming.take_due(5, uuid4(), SOON)) for _ in range(3)] == [5, 5, 2]
