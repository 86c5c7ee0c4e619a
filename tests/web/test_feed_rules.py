"""Every kind of feed, with what is odd in it, has nothing that a validator would speak of."""

import pytest

from accounts.models import FeedKey
from bookmarks.addresses import canonical
from bookmarks.models import Bookmark, PopularLink
from bookmarks.search.indexing import sweep
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    PictureFactory,
)
from tests.web.feed_rules import faults_of

SITE = "http://127.0.0.1:8000"
FORMS = ["atom", "rss", "json"]
KINDS = {
    "person": "/@ann/feed.{}",
    "collection": "/@ann/shelf/feed.{}",
    "smart collection": "/@ann/smart/feed.{}",
    "empty": "/@ann/empty/feed.{}",
    "tag": "/tags/%E6%9C%A8/feed.{}",
    "odd tag": "/tags/top/a%20&%20%3Cb%3E/feed.{}",
    "person and tag": "/@ann/feed.{}?q=%23%E6%9C%A8",
    "search": "/search/feed.{}?q=oaks",
    "recent": "/feed.{}",
    "popular": "/popular/feed.{}",
    "popular over a time": "/popular/feed.{}?over=month",
    "following": "/feeds/the-key/following.{}",
    "library": "/feeds/the-key/library.{}",
}
TITLES = [
    "Oaks 日本 🌳 &amp; <b>bold</b> ]]> \ufffe",
    "Tom & Jerry",
    "\x07",
    "caf\ufffd \x85",
    "x" * 300,
]
NOTES = [
    "[on](/here) [out](https://example.org/out?a=1&b=2) <script>alert(1)</script>",
    "# Oaks\n\n3. three\n\n![a picture](https://example.org/p.png) `&nbsp;` \x1b[0m",
    "word " * 20_000,
    "<iframe src=//evil.example></iframe> <a onclick=x style=y>z</a>",
]
URLS = [
    "https://example.org/日本?q=é|{}",
    "https://example.org/app#/a[1]|é",
    "https://[2001:db8::1]/",
]


@pytest.fixture
def world(ann, bob, settings):
    settings.POPULAR_PEOPLE = 1
    shelf = CollectionFactory(owner=ann, title='Shelf <i>"&"</i> \x0b', slug="shelf")
    CollectionFactory(owner=ann, slug="empty", description="Nothing &amp; </b>")
    CollectionFactory(owner=ann, slug="smart", query="#木")
    here = {"collections": [shelf], "tags": ["木", "top/a & <b>", "日本"], "owner": ann}
    for url in URLS:
        BookmarkFactory(link=LinkFactory(url=canonical(url), title="", excerpt=""), **here)
    for title in TITLES:
        link = LinkFactory(title=title, excerpt=title, cover=PictureFactory())
        BookmarkFactory(link=link, saved_at=NOON, **here)
    for note in NOTES:
        BookmarkFactory(note=note, title="Oaks", saved_at=NOON, **here)
    PopularLink.objects.bulk_create(
        PopularLink(period=period, link_id=link, people=1, since=NOON)
        for period in ("week", "month")
        for link in Bookmark.objects.values_list("link", flat=True)
    )
    FollowFactory(follower=bob, person=ann)
    FeedKey.objects.create(person=bob, key="the-key", made_at=NOON)
    while sweep():
        pass


@pytest.mark.parametrize("form", FORMS)
def test_no_kind_of_feed_has_a_fault(client, world, form):
    found = {}
    for kind, pattern in KINDS.items():
        path = pattern.format(form)
        answer = client.get(path)
        assert answer.status_code == 200, kind
        found[kind] = faults_of(form, SITE + path, answer)
    assert {kind: faults for kind, faults in found.items() if faults} == {}
