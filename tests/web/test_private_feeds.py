"""Feeds that only their person knows the address of."""

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import FeedKey
from bookmarks.search.indexing import sweep
from tests.factories import NOON, BookmarkFactory, CollectionFactory, FollowFactory
from tests.web.pages import soup


@pytest.fixture
def key(ann, bob):
    shelf = CollectionFactory(owner=bob, slug="shelf")
    FollowFactory(follower=ann, collection=shelf)
    BookmarkFactory(owner=bob, title="Bob's", collections=[shelf])
    BookmarkFactory(owner=ann, title="Mine alone", audience="private")
    while sweep():
        pass
    return FeedKey.renew(ann, NOON).key


def titles(client, path):
    feed = feedparser.parse(client.get(path).content)
    return [entry.title for entry in feed.entries]


def test_a_reader_without_a_session_reads_what_the_person_may(client, key):
    assert titles(client, f"/feeds/{key}/following.atom") == ["Bob's"]
    assert titles(client, f"/feeds/{key}/library.rss") == ["Mine alone"]
    assert titles(client, f"/feeds/{key}/library.rss?q=nothing") == []


def test_it_is_kept_by_no_shared_cache_and_found_by_no_search_engine(client, key):
    answer = client.get(f"/feeds/{key}/library.json")
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(("name", "most"), [("library", 3), ("following", 4)])
def test_an_unchanged_one_costs_small_queries_alone(client, ann, key, name, most):
    path = f"/feeds/{key}/{name}.atom"
    known = {"if-none-match": client.get(path)["ETag"]}
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path, headers=known).status_code == 304
    assert len(queries) <= most
    ann.follows.update(muted_at=NOON)
    assert client.get(path, headers=known).status_code == (200 if name == "following" else 304)


def test_new_addresses_end_the_old_ones(client, ann, key):
    client.force_login(ann)
    page = soup(client.post("/settings/feeds/", follow=True))
    urls = [link["href"] for link in page.select(".addresses a")]
    assert len(urls) == 6
    assert Client().get(f"/feeds/{key}/library.atom").status_code == 404
    assert all(Client().get(url).status_code == 200 for url in urls)


def test_whoever_left_has_no_feeds(client, ann, key):
    ann.is_active = False
    ann.save()
    assert client.get(f"/feeds/{key}/following.json").status_code == 404
