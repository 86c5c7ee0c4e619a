"""A cache that is away costs time, and never a page."""

import pytest
from redis import ConnectionError as NoConnection

from linkshare.kit import optional_cache
from linkshare.kit.environment import Environment
from linkshare.kit.optional_cache import OptionalRedisCache
from tests.factories import PASSWORD

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def away():
    return OptionalRedisCache(NOBODY, {})


@pytest.fixture
def site_without_cache(settings):
    cache = {"BACKEND": "linkshare.kit.optional_cache.OptionalRedisCache", "LOCATION": NOBODY}
    settings.CACHES = {"default": cache, "pages": cache}


def test_what_is_asked_of_a_cache_that_is_away_is_not_there(away):
    away.set("a", 1)
    away.set_many({"a": 1})
    away.delete_many(["a"])
    assert away.get("a", "nothing") == "nothing"
    assert (away.get_many(["a"]), away.has_key("a"), away.touch("a")) == ({}, False, False)
    assert away.get_or_set("a", 2) == 2


def test_who_takes_a_lock_gets_it(away):
    assert away.add("lock", 1) is True
    assert away.delete("lock") is False


def test_what_is_counted_has_lapsed(away):
    with pytest.raises(ValueError, match="not found"):
        away.incr("a")


def test_it_is_left_alone_for_a_while_and_then_asked_again(away, monkeypatch):
    now, asked = [0.0], []

    def fails():
        asked.append(now[0])
        raise NoConnection("away")

    monkeypatch.setattr(optional_cache.time, "monotonic", lambda: now[0])
    for now[0] in (100.0, 101.0, 104.9, 105.1):
        away._tried(fails, otherwise=None)
    assert asked == [100.0, 105.1]


def test_the_setting_of_a_redis_makes_such_a_cache(monkeypatch):
    monkeypatch.setenv("X", "redis://127.0.0.1:6379/1")
    assert Environment().cache_url("X")["BACKEND"].endswith("OptionalRedisCache")


@pytest.mark.django_db
@pytest.mark.usefixtures("site_without_cache")
def test_people_log_in_read_and_save_without_a_cache(client, ann):
    login = client.post("/accounts/login/", {"login": "ann", "password": PASSWORD})
    assert login.status_code == 302
    assert client.get("/").status_code == 200
    saved = client.post("/save/", {"url": "https://a.example/", "audience": "public"})
    assert saved.status_code == 302
    client.logout()
    assert client.get("/@ann/").status_code == 200
