"""Sitemaps: what search engines may list, and nothing else."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookmarks.models import Bookmark
from bookmarks.views import sitemaps
from tests.factories import BookmarkFactory
from tests.web.privacy_rule import LISTED, ROWS, STATES
from tests.web.privacy_world import World, word

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def locations(client, path="/sitemap.xml"):
    answer = client.get(path)
    assert answer["Content-Type"] == "application/xml"
    page = BeautifulSoup(answer.content, "xml")
    return [loc.text.removeprefix(SITE) for loc in page.find_all("loc")]


def everything(client):
    return [url for part in locations(client) for url in locations(client, part)]


@pytest.mark.parametrize("state", STATES)
def test_there_is_what_anybody_sees_and_nothing_else(client, state):
    world = World()
    world.happen(state)
    still_seen, still_open = STATES[state]
    found = set(everything(client))
    for row in ROWS:
        bookmark = world.bookmarks[row]
        is_listed = row in LISTED & still_seen
        for url in (bookmark.get_absolute_url(), bookmark.link.get_absolute_url(),
                    f"/tags/tag-{word(row)}/"):  # fmt: skip
            assert (url in found) == is_listed, (row, url)
    shelves = {url for url in found if url.startswith("/@ann/shelf")}
    opened = {"/@ann/shelftop/", "/@ann/shelfpublic/", "/@ann/shelfsmart/"}
    assert shelves == (opened if still_open else set())
    assert ("/@ann/" in found) == bool(LISTED & still_seen)


def test_each_address_leads_somewhere_and_a_part_is_never_empty(client, ann):
    assert set(everything(client)) == {"/"}
    BookmarkFactory(owner=ann, tags=["a & b", "日本"])
    for url in everything(client):
        assert client.get(url).status_code == 200


def test_parts_are_stretches_of_ids_and_nothing_is_counted(client, ann, monkeypatch):
    BookmarkFactory.create_batch(7, owner=ann)
    first = Bookmark.objects.order_by("pk").first().pk
    monkeypatch.setattr(sitemaps, "IDS_A_PART", 3)
    parts = [path for path in locations(client) if "bookmarks" in path]
    found = [url for part in parts for url in locations(client, part) if url != "/"]
    assert len(found) == len(set(found)) == 7
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/sitemap/bookmarks-{first // 3}.xml")
    assert len(queries) == 2
    assert not [q for q in queries if "OFFSET" in q["sql"] or "COUNT" in q["sql"]]


@pytest.mark.parametrize("name", ["bookmarks-99999999", "secrets-0"])
def test_a_part_that_is_not_there_is_not_there(client, name):
    assert client.get(f"/sitemap/{name}.xml").status_code == 404


def test_crawlers_are_told_where_it_is(client):
    assert f"Sitemap: {SITE}/sitemap.xml" in client.get("/robots.txt").text.splitlines()
