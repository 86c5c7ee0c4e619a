"""What a hub is told of feeds."""

from datetime import timedelta
from urllib.parse import parse_qsl

import pytest

from bookmarks.feeds.websub import announce
from bookmarks.fetching import offline
from bookmarks.models import Announcement, Bookmark
from tests.factories import NOON, BookmarkFactory, CollectionFactory, PersonFactory
from tests.fetching.site import Site

SITE = "http://127.0.0.1:8000"
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def hub(settings):
    offline.connectivity.__init__()
    with Site() as site:
        settings.FETCH_ALLOW = [site.authority]
        settings.FETCH_OWN_HOSTS = []
        settings.WEBSUB_HUB = site.page("/hub", status=204)
        yield site


@pytest.fixture
def shelf(ann):
    top = CollectionFactory(owner=ann, slug="top")
    return CollectionFactory(owner=ann, slug="shelf", parent=top)


def told(hub) -> set[str]:
    fields = [pair for asked in hub.requests for pair in parse_qsl(asked.body.decode())]
    hub.requests.clear()
    assert {value for name, value in fields if name == "hub.mode"} <= {"publish"}
    urls = [value for name, value in fields if name == "hub.url"]
    return {url.removeprefix(SITE).removesuffix(".atom") for url in urls if url.endswith("atom")}


def test_what_is_saved_is_told_of_every_feed_that_shows_it_once(hub, ann, shelf):
    BookmarkFactory.create_batch(3, owner=ann, collections=[shelf])
    announce(NOON)
    assert told(hub) == {"/feed", "/@ann/feed", "/@ann/shelf/feed", "/@ann/top/feed"}
    announce(LATER)
    assert told(hub) == set()


def test_only_what_has_something_new_is_told(hub, ann, shelf):
    BookmarkFactory(owner=ann, collections=[shelf])
    announce(LATER)
    told(hub)
    BookmarkFactory(owner=ann, saved_at=LATER)
    announce(LATER)
    assert told(hub) == {"/feed", "/@ann/feed"}


@pytest.mark.parametrize("audience", ["unlisted", "private"])
def test_a_hub_learns_no_address_that_is_not_public(hub, ann, shelf, audience):
    type(shelf).objects.update(audience=audience)
    BookmarkFactory(owner=ann, audience="private", collections=[shelf])
    BookmarkFactory(owner=ann, audience="collections", collections=[shelf])
    BookmarkFactory(owner=PersonFactory(verified_at=None))
    announce(NOON)
    assert told(hub) == set()


@pytest.mark.parametrize("status", [503, 429])
def test_what_the_hub_did_not_take_is_told_again(hub, ann, shelf, status):
    BookmarkFactory(owner=ann)
    hub.page("/hub", status=status)
    announce(NOON)
    assert told(hub)
    hub.page("/hub", status=202)
    announce(LATER)
    assert "/@ann/feed" in told(hub)


def test_a_hub_that_refuses_one_feed_is_told_of_the_next(hub, ann, bob):
    BookmarkFactory(owner=ann)
    BookmarkFactory(owner=bob)
    hub.page("/hub", status=400)
    announce(NOON)
    assert {"/@ann/feed", "/@bob/feed"} <= told(hub)
    assert Announcement.objects.filter(person__in=[ann, bob]).count() == 2


def test_without_a_hub_nobody_is_told_and_with_one_feeds_name_it(client, hub, ann, settings):
    Bookmark.objects.all().delete()
    answer = client.get("/@ann/feed.atom")
    assert f'href="{settings.WEBSUB_HUB}" rel="hub"' in answer.text
    assert f'<{settings.WEBSUB_HUB}>; rel="hub"' in answer["Link"]
    assert "hub" not in client.get("/@ann/feed.atom?q=tree").text
    settings.WEBSUB_HUB = ""
    announce(NOON)
    assert told(hub) == set()
