"""Feeds, as feed readers read them."""

import html
import re
from datetime import timedelta

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date

from bookmarks.models import Bookmark, Collection
from bookmarks.search.indexing import sweep
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    LinkFactory,
    PictureFactory,
    place,
)
from tests.web.feed_rules import faults_of
from tests.web.pages import soup

SITE = "http://127.0.0.1:8000"
AWKWARD = "Bell \x07 & <b>bold</b> ]]> \ufffe 🌳 日本"
FORMS = ["atom", "rss", "json"]
FEEDS = ["/feed", "/@ann/feed", "/@ann/shelf/feed", "/tags/tree/feed", "/tags/top/feed"]
Q = ["/@ann/feed.{}?q=%23tree", "/search/feed.{}?q=oaks", "/@ann/shelf/feed.{}?q=oaks"]
EVERY = [f"{path}.{{}}" for path in FEEDS] + Q


@pytest.fixture
def shelf(ann):
    shelf = CollectionFactory(owner=ann, title=f"Shelf {AWKWARD}", slug="shelf")
    link = LinkFactory(
        title=f"Oaks {AWKWARD}", cover=PictureFactory(), url="https://example.org/?a=1&b=2"
    )
    BookmarkFactory(owner=ann, link=link, collections=[shelf], tags=["tree", "top/a & <b>"])
    note = f"# Oaks {AWKWARD}\n\n[on](/here) [out](https://example.org/out)"
    BookmarkFactory(owner=ann, note=note, collections=[shelf], tags=["tree"])
    while sweep():
        pass
    return shelf


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    feed = feedparser.parse(
        answer.content, response_headers={"content-type": answer["Content-Type"]}
    )
    assert feed.bozo is False, (path, feed.get("bozo_exception"))
    return feed


@pytest.mark.parametrize("path", EVERY)
def test_a_reader_finds_nothing_wrong_whatever_the_form(client, shelf, path):
    atom, rss = (read(client, path.format(form)) for form in ("atom", "rss"))
    assert (atom.version, rss.version) == ("atom10", "rss20")
    answer = client.get(path.format("json"))
    said = answer.json()
    assert answer["Content-Type"] == "application/feed+json"
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    assert said["feed_url"] == SITE + path.format("json")
    ids = [item["id"] for item in said["items"]]
    assert ids == [entry.id for entry in atom.entries] == [entry.id for entry in rss.entries]
    assert all(item["content_html"] and item["url"].startswith(SITE) for item in said["items"])


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_an_entry_has_all_that_a_bookmark_shows(client, shelf, form):
    feed = read(client, f"/@ann/shelf/feed.{form}")
    assert feed.feed.link == f"{SITE}/@ann/shelf/"
    oaks = next(entry for entry in feed.entries if entry.link.endswith("?a=1&b=2"))
    assert html.unescape(oaks.title).startswith("Oaks Bell  & <b>bold</b>")
    assert oaks.id.startswith("tag:127.0.0.1,2026:bookmark/")
    assert (oaks.author, bool(oaks.published_parsed)) == ("Ann", True)
    assert {tag.term for tag in oaks.tags} == {"tree", "top/a & <b>"}
    assert f'src="{SITE}/media/' in oaks.get("content", [oaks.get("summary_detail")])[0].value


def test_what_validators_ask_for_is_there(client, shelf):
    atom = BeautifulSoup(client.get("/@ann/shelf/feed.atom").content, "xml")
    names = {child.name for child in atom.feed.find_all(recursive=False)}
    assert {"id", "title", "updated", "author", "link", "entry"} <= names
    rss = client.get("/@ann/shelf/feed.rss").text
    assert '<guid isPermaLink="false">tag:' in rss
    assert 'rel="self"' in rss
    date = r"<pubDate>\w{3}, \d{2} \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}</pubDate>"
    assert len(re.findall(date, rss)) == 2
    for form in FORMS:
        text = client.get(f"/@ann/shelf/feed.{form}").text
        assert not re.findall(r'(?:href|src)=\\?(?:&quot;|")/', text)


def test_an_id_outlasts_all_that_can_be_renamed(client, ann, shelf):
    before = read(client, "/@ann/shelf/feed.atom")
    Bookmark.objects.update(title="Another")
    Collection.objects.update(slug="other", title="Other")
    after = read(client, "/@ann/other/feed.atom")
    assert after.feed.id == before.feed.id
    assert [e.id for e in after.entries] == [e.id for e in before.entries]


def test_a_long_feed_is_read_page_by_page_and_back(client, ann, shelf):
    BookmarkFactory.create_batch(298, owner=ann, collections=[shelf])
    seen, path = [], "/@ann/shelf/feed.atom"
    while path:
        feed = read(client, path)
        assert faults_of("atom", SITE + path, client.get(path)) == []
        links = {link.rel: link.href.removeprefix(SITE) for link in feed.feed.links}
        assert links["self"] == path
        seen.append([entry.id for entry in feed.entries])
        last, path = links, links.get("next")
    assert [len(page) for page in seen] == [50] * 6
    assert len({each for page in seen for each in page}) == 300
    back = read(client, last["previous"])
    assert [entry.id for entry in back.entries] == seen[4]


@pytest.mark.parametrize("path", ["/@ann/shelf/feed.atom", "/tags/tree/feed.rss", "/feed.json"])
def test_an_unchanged_feed_costs_two_small_queries_and_no_body(client, ann, shelf, path):
    first = client.get(path)
    for known in (
        {"if-none-match": first["ETag"]},
        {"if-modified-since": first["Last-Modified"]},
    ):
        with CaptureQueriesContext(connection) as queries:
            again = client.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert len(queries) <= 2
    assert client.get(path)["Content-Type"] == first["Content-Type"]
    BookmarkFactory(owner=ann, collections=[shelf], tags=["tree"])
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_readers_ask_in_many_ways_whether_it_is_as_they_know_it(client, shelf):
    path = "/@ann/shelf/feed.rss"
    first = client.get(path, headers={"accept-encoding": "gzip"})
    assert (first["Content-Encoding"], first["ETag"][:2]) == ("gzip", "W/")
    assert {"Accept-Encoding", "Cookie"} <= set(first["Vary"].split(", "))
    strong = first["ETag"].removeprefix("W/")
    assert client.head(path)["ETag"] == strong
    for known in (first["ETag"], strong, f'"other", {first["ETag"]}', "*"):
        said = {"if-none-match": known, "if-modified-since": "Thu, 01 Jan 1970 00:00:01 GMT"}
        assert [ask(path, headers=said).status_code for ask in (client.get, client.head)] == [
            304
        ] * 2
    other = {"if-none-match": '"other"', "if-modified-since": first["Last-Modified"]}
    assert client.get(path, headers=other).status_code == 200


def test_who_knows_only_dates_hears_of_what_is_old_as_well(client, ann, shelf, monkeypatch):
    dates = map(http_date, range(9))
    monkeypatch.setattr("bookmarks.views.feeds.http_date", lambda: next(dates))
    old = BookmarkFactory(owner=ann, saved_at=NOON - timedelta(days=900))
    known = {"if-modified-since": client.get("/@ann/shelf/feed.atom")["Last-Modified"]}
    place(old, shelf)
    assert client.get("/@ann/shelf/feed.atom", headers=known).status_code == 200


@pytest.mark.parametrize("path", [FEEDS[2] + ".{}", FEEDS[4] + ".{}", *Q])
def test_fifty_entries_cost_what_two_cost(client, ann, shelf, path, monkeypatch):
    counts = []
    for n in (0, 48):
        monkeypatch.setattr("bookmarks.search.postgres._edges", {})  # known for a minute
        BookmarkFactory.create_batch(
            n, owner=ann, collections=[shelf], tags=["tree", "top/b"], title="Oaks"
        )
        while sweep():
            pass
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(path.format("atom"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("path", ["/@ann/shelf/", "/@ann/", "/tags/tree/", "/search/?q=oaks", "/"])
def test_a_page_names_its_feeds(client, shelf, path):
    links = soup(client.get(path)).select("head link[rel=alternate][title]")
    assert [link["type"] for link in links] == [
        "application/atom+xml",
        "application/rss+xml",
        "application/feed+json",
    ]
    for link in links:
        answer = client.get(link["href"])
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(link["type"])


def test_what_the_owner_does_not_show_is_in_no_feed(client, shelf):
    Collection.objects.update(hidden_fields={"list": ["cover", "excerpt", "note", "tags"]})
    for item in client.get("/@ann/shelf/feed.json").json()["items"]:
        assert not {"image", "summary", "tags"} & item.keys()
        address = item["external_url"].replace("&", "&amp;")
        assert item["content_html"] == f'<p><a href="{address}">{address}</a></p>'


@pytest.mark.parametrize("query", ["after=x", "q=%22", "before=W10"])
def test_what_cannot_be_meant_is_a_mistake(client, shelf, query):
    assert client.get(f"/@ann/shelf/feed.atom?{query}").status_code == 400


def test_another_spelling_leads_to_the_feed_of_the_tag(client, shelf):
    assert client.get("/tags/TREE/feed.rss")["Location"] == "/tags/tree/feed.rss"
