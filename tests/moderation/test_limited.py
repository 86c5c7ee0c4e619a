"""Who is limited is found by those who come to them, and by nobody else."""

import re

import pytest

from bookmarks import moderation
from bookmarks.discovery.ranking import rank_collections
from bookmarks.search.indexing import index_bookmarks
from tests.factories import NOON, BookmarkFactory, CollectionFactory, FollowFactory, PersonFactory

pytestmark = pytest.mark.django_db

TITLE = "A kettle of tea"
MARK = "of tea"  # a search marks the word that it found
OWN = ["/@ann/", "/@ann/?q=kettle", "/@ann/feed.atom", "/@ann/teas/", "/b/{key}/", "/embed/@ann/"]
OF_THE_SITE = [
    "/",
    "/recent/",
    "/search/?q=kettle",
    "/feed.atom",
    "/tags/tea/",
    "/tags/tea/feed.json",
    "/l/{link}/",
    "/explore/",
]


@pytest.fixture
def shelf(ann):
    return CollectionFactory(owner=ann, title="Teas", slug="teas")


@pytest.fixture
def kettle(ann, shelf):
    fields = {"title": TITLE, "note": "Full of tea", "tags": ["tea"], "collections": [shelf]}
    kettle = BookmarkFactory(owner=ann, link__title="Elsewhere", **fields)
    index_bookmarks([kettle.pk])
    return kettle


def shows(client, kettle) -> dict[str, bool]:
    found = {}
    for path in OWN + OF_THE_SITE:
        answer = client.get(path.format(key=kettle.key, link=kettle.link.key), follow=True)
        text = answer.text
        found[path] = MARK in text or (path == "/explore/" and "Teas" in text)
    return found


def limit(ann, moderator):
    order = moderation.Order("limit", by=moderator, reason="Too much.", at=NOON)
    return moderation.act(ann, order)


@pytest.mark.parametrize("reader", ["nobody", "stranger"])
def test_what_they_show_is_on_their_own_pages_and_in_no_list_of_the_site(
    reader, request, client, kettle, shelf, ann, moderator
):
    if reader == "stranger":
        client.force_login(request.getfixturevalue("stranger"))
    BookmarkFactory(owner=PersonFactory(), link=kettle.link, title="Another's")
    rank_collections(NOON)
    before = shows(client, kettle)
    assert {path for path, is_shown in before.items() if not is_shown} <= {"/"}  # is Following
    entry = limit(ann, moderator)
    now = shows(client, kettle)
    assert [path for path, is_shown in now.items() if is_shown] == OWN
    assert "1 bookmark" in client.get("/@ann/").text
    moderation.undo(entry, by=moderator, reason="", at=NOON)
    assert shows(client, kettle) == before


def test_their_followers_go_on_reading_them(client, kettle, bob, ann, moderator):
    FollowFactory(follower=bob, person=ann)
    limit(ann, moderator)
    client.force_login(bob)
    assert TITLE in client.get("/following/").text


def test_sitemaps_and_suggestions_do_not_name_them(client, kettle, ann, moderator):
    words = {"/@ann/", "/@ann/teas/", "/tags/tea/", kettle.key, kettle.link.key, "@ann"}
    named = told_to_crawlers(client)
    assert all(word in named for word in words)
    limit(ann, moderator)
    named = told_to_crawlers(client)
    assert not any(word in named for word in words)


def told_to_crawlers(client) -> str:
    """All parts, whatever ids the rows have, and what a search suggests."""
    parts = re.findall("<loc>([^<]+)</loc>", client.get("/sitemap.xml").text)
    return "".join(client.get(path).text for path in [*parts, "/search/suggest/?q=@an"])
