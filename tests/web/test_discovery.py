"""Popular, recent, and collections to explore."""

from datetime import timedelta

import feedparser
import pytest

from accounts.models import Block, User
from bookmarks.discovery.ranking import rank_collections, rank_links
from bookmarks.models import Bookmark, Collection, PopularLink, RankedCollection
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    PersonFactory,
    place,
)
from tests.web.pages import follow_link, soup, titles, words

pytestmark = pytest.mark.django_db

LONG_AGO = NOON - timedelta(days=100)
NOW = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def _three_days(settings):
    settings.POPULAR_PEOPLE, settings.POPULAR_ACCOUNT_DAYS = 2, 3


def people(n, **fields):
    return [PersonFactory(date_joined=LONG_AGO, **fields) for _ in range(n)]


def saved(title, savers, days_ago=0.5, **fields):
    link = LinkFactory(title=title)
    at = NOW - timedelta(days=days_ago)
    return [BookmarkFactory(owner=each, link=link, saved_at=at, **fields) for each in savers]


def shown(client, path="/popular/"):
    return titles(soup(client.get(path)))


def test_what_most_people_saved_in_a_time_is_first(client):
    three = people(3)
    saved("By two", three[:2])
    saved("By three", three)
    saved("By one", three[:1])
    saved("Last week", three, days_ago=5)
    rank_links(NOW)
    assert shown(client, "/popular/?over=day") == ["By three", "By two"]
    assert shown(client) == ["Last week", "By three", "By two"]
    assert (
        words(soup(client.get("/popular/")).select_one(".facts a[href^='/l/']"))
        == "Saved by 3 people"
    )


def test_new_unverified_and_suspended_accounts_do_not_count(client):
    old = people(2)
    new = [PersonFactory(date_joined=NOW - timedelta(days=1)) for _ in range(5)]
    saved("Pushed", [*new, old[0], *people(2, suspended_at=NOON), *people(2, verified_at=None)])
    saved("Honest", old)
    rank_links(NOW)
    assert shown(client) == ["Honest"]


@pytest.mark.parametrize("what", ["private", "suspended", "blocked", "trashed"])
def test_what_is_no_longer_to_be_seen_is_gone_at_once(client, ann, what):
    savers = people(2)
    first, _second = saved("Popular", savers)
    rank_links(NOW)
    client.force_login(ann)
    assert shown(client) == ["Popular"]
    match what:
        case "private":
            Bookmark.objects.filter(pk=first.pk).update(audience="private")
        case "suspended":
            savers[0].suspend(NOON)
        case "blocked":
            Block.objects.create(blocker=ann, blocked=savers[0])
        case "trashed":
            first.trash(NOON)
    assert shown(client) == []


def test_ranking_again_writes_what_changed_and_forgets_what_is_over():
    savers = people(3)
    saved("Grows", savers[:2])
    saved("Ends", savers, days_ago=6.5)
    rank_links(NOW)
    rows = dict(PopularLink.objects.filter(period="week").values_list("link__title", "pk"))
    BookmarkFactory(owner=savers[2], link=Bookmark.objects.first().link, saved_at=NOW)
    rank_links(NOW + timedelta(days=1))
    [row] = PopularLink.objects.filter(period="week")
    assert (row.link.title, row.people) == ("Grows", 3)
    assert row.pk == rows["Grows"]


def test_a_quiet_site_begins_with_the_time_in_which_there_was_anything(client):
    saved("In winter", people(2), days_ago=200)
    rank_links(NOW)
    assert shown(client) == ["In winter"]
    assert shown(client, "/popular/?over=week") == []


def test_a_page_of_popular_links_leads_to_the_next(client, monkeypatch):
    monkeypatch.setattr("bookmarks.discovery.popular.PAGE_SIZE", 2)
    for n in (4, 3, 2):
        saved(f"By {n}", people(n))
    rank_links(NOW)
    first = soup(client.get("/popular/"))
    assert titles(first) == ["By 4", "By 3"]
    assert titles(soup(follow_link(client, "/popular/", first.select_one("[rel=next]")))) == [
        "By 2"
    ]


@pytest.mark.parametrize("path", ["/popular/?over=x", "/popular/?after=x", "/explore/?sort=x"])
def test_an_address_that_means_nothing_is_said_to(client, path):
    assert client.get(path).status_code == 400


def test_the_feed_of_popular_pages_has_first_what_came_in_last(client):
    saved("By two, first", people(2), days_ago=3)
    rank_links(NOW - timedelta(days=2))
    saved("By two, second", people(2))
    saved("By three, first", people(3), days_ago=1.5)
    rank_links(NOW)
    feed = feedparser.parse(client.get("/popular/feed.atom").content)
    assert feed.bozo is False
    assert feed.entries[-1].title == "By two, first"
    assert len({entry.id for entry in feed.entries}) == 3
    assert feed.feed.links[0].href.startswith("http")
    page = soup(client.get("/popular/?over=day"))
    assert client.get(page.select_one("link[rel=alternate]")["href"]).status_code == 200


def test_recent_is_what_everybody_lists_newest_first(client, ann, bob):
    BookmarkFactory(owner=ann, title="First")
    BookmarkFactory(owner=bob, title="Second")
    BookmarkFactory(owner=bob, title="Private", audience="private")
    assert shown(client, "/recent/") == ["Second", "First"]


# --- Collections ---------------------------------------------------------------------------------


def named(client, path="/explore/"):
    return [words(link) for link in soup(client.get(path)).select(".collection-card a")]


@pytest.fixture
def shelves(ann):
    """Of which the first has the newest bookmark, the last most who follow it."""
    made = [CollectionFactory(owner=ann, title=name) for name in ("Oaks", "Old trees", "Seas")]
    for n, shelf in enumerate(made):
        BookmarkFactory(
            owner=ann, collections=[shelf], tags=["wood"], saved_at=NOON - n * NOON.resolution
        )
        for follower in people(n):
            FollowFactory(follower=follower, collection=shelf)
    rank_collections(NOW)
    return made


def test_collections_are_by_what_was_added_last_or_by_who_follows_them(client, shelves):
    assert named(client) == ["Oaks", "Old trees", "Seas"]
    assert named(client, "/explore/?sort=followed") == ["Seas", "Old trees", "Oaks"]
    assert "2 followers" in client.get("/explore/").text


def test_collections_are_found_by_words_of_their_title_and_by_tag(client, shelves, bob):
    place(BookmarkFactory(owner=bob, tags=["wood"]), shelves[2])
    place(BookmarkFactory(owner=bob, tags=["secret"], audience="collections"), shelves[1])
    assert named(client, "/explore/?q=TREES+old") == ["Old trees"]
    assert named(client, "/explore/?tag=Wood")[0] == "Seas"
    assert named(client, "/explore/?tag=secret") == []
    assert named(client, "/explore/?q=lakes") == []


def test_what_is_added_moves_a_collection_to_the_top_but_not_what_nobody_sees(client, ann, shelves):
    for shelf, audience in ((shelves[1], "private"), (shelves[2], "public")):
        place(BookmarkFactory(owner=ann, audience=audience, saved_at=NOW), shelf)
    rank_collections(NOW)
    assert named(client) == ["Seas", "Oaks", "Old trees"]


def test_a_collection_goes_and_comes_with_its_audience(client, shelves):
    own = Collection.objects.filter(title="Oaks")
    own.update(audience="private")
    assert named(client) == ["Old trees", "Seas"]
    rank_collections(NOW)
    assert RankedCollection.objects.count() == 2
    own.update(audience="public")
    rank_collections(NOW)
    assert named(client) == ["Oaks", "Old trees", "Seas"]


def test_a_newcomer_is_led_there(client, db):
    paths = {link["href"] for link in soup(client.get("/")).select("a[href]")}
    assert {"/popular/", "/recent/", "/explore/"} <= paths
    assert User.objects.count() == 0


def test_what_is_popular_is_a_feed_of_pages(client):
    three = people(3)
    saved("By two", three[:2])
    saved("By three", three)
    saved("Last week", three, days_ago=5)
    rank_links(NOW)
    [link, *_others] = soup(client.get("/popular/?over=day")).select("link[rel=alternate]")
    feed = feedparser.parse(client.get(link["href"]).content)
    assert [entry.title for entry in feed.entries] == ["By three", "By two"]
    assert feed.feed.links[1].href.endswith("/popular/feed.atom?over=day")
    assert client.get("/popular/feed.rss?over=x").status_code == 400
