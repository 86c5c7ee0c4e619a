"""What providers of oEmbed tell: the table, the answers, and the asking through the real client."""

import json

import pytest

from bookmarks.fetching import oembed
from bookmarks.fetching.facts import Facts
from bookmarks.fetching.oembed import Provider, facts_of, provider_of
from bookmarks.models import Link
from tests.factories import LinkFactory
from tests.fetching.test_refresh import NOON, fetched, site

__all__ = ["site"]

ANSWER = {
    "version": "1.0",
    "type": "video",
    "title": "Splicing a rope &amp; a story",
    "author_name": "Bosun's Loft",
    "provider_name": "Clips",
    "thumbnail_url": "https://img.example/rope.jpg",
    "html": "<iframe src='https://evil.example/'></iframe><script>alert(1)</script>",
}
WALL = "<title>Before you continue to YouTube</title>"


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("https://www.youtube.com/watch?v=a", "https://www.youtube.com/oembed"),
        ("https://youtu.be/a-b_c?t=9", "https://www.youtube.com/oembed"),
        ("https://vimeo.com/channels/x/70111222", "https://vimeo.com/api/oembed.json"),
        ("https://www.tiktok.com/@ann/video/1", "https://www.tiktok.com/oembed"),
        ("https://soundcloud.com/ann/one", "https://soundcloud.com/oembed"),
        ("https://open.spotify.com/intl-de/track/1", "https://open.spotify.com/oembed"),
        ("https://www.flickr.com/photos/ann/5/", "https://www.flickr.com/services/oembed/"),
        ("https://bsky.app/profile/ann/post/1", "https://embed.bsky.app/oembed"),
        ("https://www.youtube.com/@ann", None),
        ("https://vimeo.com/about", None),
        ("https://youtube.com.evil.example/watch?v=a", None),
        ("https://evil.example/youtube.com/watch", None),
    ],
)
def test_only_the_pages_of_known_providers_are_asked_about(url, endpoint):
    provider = provider_of(url)
    assert (provider and provider.endpoint) == endpoint


def test_the_address_of_the_page_is_a_parameter_and_stays_one():
    provider = Provider(("a.example",), "/", "https://a.example/oembed", "video")
    place = provider.place_for("https://a.example/x?a=1&format=xml")
    assert place == (
        "https://a.example/oembed?url=https%3A%2F%2Fa.example%2Fx%3Fa%3D1%26format%3Dxml&format=json"
    )


def test_words_and_a_thumbnail_are_taken_and_no_html():
    found = facts_of(json.dumps(ANSWER).encode(), "video")
    assert found == Facts(
        title="Splicing a rope & a story",
        author="Bosun's Loft",
        site_name="Clips",
        kind="video",
        cover_url="https://img.example/rope.jpg",
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b'{"title": "no oEmbed"}',
        b'{"version": "1.0", "title": [], "author_name": {}, "thumbnail_url": 7}',
        b'{"version": "1.0", "thumbnail_url": "javascript:alert(1)"}',
        b"<oembed><version>1.0</version></oembed>",
    ],
)
def test_an_answer_that_says_nothing_gives_nothing(body):
    assert facts_of(body, "video") == Facts(kind=facts_of(body, "video").kind)


@pytest.fixture
def told(site, monkeypatch):
    """The local site is a provider: what it tells of its page at /watch."""

    def tell(answer, **page):
        site.page("/oembed", answer, headers={"Content-Type": "application/json"}, **page)
        place = f"http://{site.authority}/oembed"
        monkeypatch.setattr(
            oembed, "PROVIDERS", (Provider(("127.0.0.1",), "/watch", place, "video"),)
        )

    return tell


def watched(site, page, **answer):
    link = LinkFactory(
        url=site.page("/watch", page, **answer), title="", excerpt="", state="queued", due_at=NOON
    )
    return fetched(link)


@pytest.mark.django_db
def test_a_wall_in_place_of_a_page_is_passed_by_asking_the_provider(site, told):
    told(json.dumps(ANSWER))
    link = watched(site, WALL)
    assert (link.state, link.title, link.author) == (
        "partial", "Splicing a rope & a story", "Bosun's Loft",
    )  # fmt: skip
    assert (link.kind, link.cover_url) == ("video", "https://img.example/rope.jpg")


@pytest.mark.django_db
def test_what_a_page_says_comes_before_what_its_provider_tells(site, told):
    told(json.dumps(ANSWER))
    link = watched(site, "<title>The page's own</title><meta name=description content='Its own.'>")
    assert (link.title, link.author) == ("The page's own", "Bosun's Loft")


@pytest.mark.django_db
def test_a_page_that_says_all_leaves_its_provider_in_peace(site, told):
    told(json.dumps(ANSWER))
    watched(
        site,
        "<title>T</title><meta name=author content=Ann>"
        "<meta property=og:image content=https://img.example/a.jpg>",
    )
    assert site.asked("/oembed") == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "page"), [("", {"status": 500}), ("{", {}), ("{}", {}), ("x" * 300_000, {})]
)
def test_a_provider_in_trouble_changes_nothing(site, told, answer, page):
    told(answer, **page)
    assert watched(site, WALL).state == Link.State.CHALLENGE


@pytest.mark.django_db
def test_a_page_that_is_gone_is_not_asked_about(site, told):
    told(json.dumps(ANSWER))
    assert watched(site, "", status=404).state == Link.State.GONE
    assert site.asked("/oembed") == 0


@pytest.mark.django_db
def test_the_guard_stands_before_a_provider_too(site, told, monkeypatch):
    inside = Provider(("127.0.0.1",), "/watch", "http://127.0.0.1:1/oembed", "video")
    monkeypatch.setattr(oembed, "PROVIDERS", (inside,))
    assert watched(site, "<title>Only this</title>").title == "Only this"
