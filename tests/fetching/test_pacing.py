"""One request a second to a site, over all workers: the same rule in the database and in Redis."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings as site_settings
from django.db import connection
from redis import ConnectionError as RedisConnectionError

from bookmarks.fetching import pacing, pacing_redis
from bookmarks.fetching.pacing import book, hold
from bookmarks.models import Pace
from tests.factories import NOON

STORES = ["rows", *(["redis"] if site_settings.FETCH_PACE_REDIS else [])]


@pytest.fixture(params=STORES)
def store(request, settings, db):
    if request.param == "rows":
        settings.FETCH_PACE_REDIS = ""
    return request.param


def after(seconds):
    return NOON + timedelta(seconds=seconds)


def waits(wanted, now=NOON, **options):
    """Seconds after noon of each booking; None for "now"."""
    return {
        host: [None if one.is_now else (one.at - NOON).total_seconds() for one in bookings]
        for host, bookings in book(wanted, now, **options).items()
    }


def test_a_site_is_free_once_a_second(store):
    assert waits({"a": 1, "b": 1}) == {"a": [None], "b": [None]}
    assert waits({"a": 1}, after(0.2)) == {"a": [1.0]}
    assert waits({"b": 1}, after(1)) == {"b": [None]}


def test_many_links_of_a_site_are_promised_one_second_each(store):
    assert waits({"a": 4}) == {"a": [None, 1.0, 2.0, 3.0]}
    assert waits({"a": 2}, after(0.1)) == {"a": [4.0, 5.0]}


def test_promised_links_that_come_a_little_early_or_late_all_get_their_turn(store):
    waits({"a": 4})
    turns = [waits({"a": 1}, after(moment))["a"] for moment in (1.3, 2.1, 3.0)]
    assert turns == [[None]] * 3


def test_a_site_that_was_left_alone_is_not_asked_twice_at_once_for_it(store):
    waits({"a": 1})
    assert waits({"a": 3}, after(3600)) == {"a": [None, 3601.0, 3602.0]}


def test_a_person_who_waits_goes_before_the_promised(store):
    waits({"a": 50})
    assert waits({"a": 1}, after(0.1), first=True) == {"a": [1.0]}
    assert waits({"a": 1}, after(1), first=True) == {"a": [None]}


def test_a_site_that_asks_for_time_gets_it(store):
    hold("a", after(60))
    assert waits({"a": 2}, after(10)) == {"a": [60.0, 61.0]}
    hold("a", after(30))
    assert waits({"a": 1}, after(31), first=True) == {"a": [60.0]}
    assert waits({"b": 1}, after(10)) == {"b": [None]}


def test_the_interval_is_the_operators(store, settings):
    settings.FETCH_HOST_INTERVAL = 10
    assert waits({"a": 2}) == {"a": [None, 10.0]}
    settings.FETCH_HOST_INTERVAL = 0
    assert waits({"a": 3}) == {"a": [None, None, None]}


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_get_one_turn(store):
    start, turns = threading.Barrier(8), []

    def work():
        start.wait()
        turns.extend(book({"a": 1, "b": 1}, NOON)["a"])
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(turn.is_now for turn in turns) == 1
    assert len({turn.at for turn in turns}) == 8


@pytest.mark.django_db
def test_without_redis_the_database_keeps_the_pace(settings, monkeypatch, caplog):
    settings.FETCH_PACE_REDIS = "redis://127.0.0.1:8158/0"
    monkeypatch.setattr(pacing_redis, "_failed_at", -100.0)
    assert waits({"a": 1}) == {"a": [None]}
    assert not pacing_redis.is_there()
    hold("a", after(5))
    assert waits({"a": 1}) == {"a": [5.0]}
    assert "Redis does not answer" in caplog.text
    monkeypatch.setattr(pacing_redis, "_failed_at", -100.0)
    assert pacing_redis.is_there()
    with pytest.raises(RedisConnectionError):
        pacing_redis.hold("a", 0)


@pytest.mark.django_db
def test_what_is_over_is_forgotten_but_no_promise(settings):
    settings.FETCH_PACE_REDIS = ""
    book({"a": 1, "b": 1}, NOON)
    hold("b", after(7200))
    assert pacing.forget(after(5000)) == 1
    assert Pace.objects.get().host == "b"
