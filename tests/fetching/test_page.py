"""Pages by hand, each modelled on a kind of site, and the facts a reader would note."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookmarks.fetching.challenge import is_challenge
from bookmarks.fetching.facts import Facts
from bookmarks.fetching.page import read_page, title_of

PAGES = Path(__file__).parent / "pages"
HTML = {"content-type": "text/html"}

# page, the address it was answered at, the facts expected of it
EXPECTED = [
    (
        "wordpress.html",
        "https://slow-oven.example/2021/03/why-bread-needs-a-night/",
        Facts(
            title="Why bread needs a night",
            excerpt="Time does what kneading can’t: a cold night in the fridge turns flour & "
            "water into flavour. […]",
            site_name="The Slow Oven",
            author="Ida Kern",
            language="en-US",
            kind="article",
            published_at=datetime(2021, 3, 4, 6, 30, tzinfo=timezone(timedelta(hours=1))),
            canonical_url="https://www.slow-oven.example/2021/03/why-bread-needs-a-night/",
            cover_url="https://slow-oven.example/wp-content/uploads/2021/03/loaf.jpg",
            favicon_url="https://slow-oven.example/wp-content/cropped-32x32.png",
        ),
    ),
    (
        "news_jsonld.html",
        "https://flusszeitung.example/bruecke",
        Facts(
            title="Brücke nach drei Jahren wieder offen",
            excerpt="Seit Montag rollt der Verkehr wieder über die alte Eisenbrücke; gefeiert "
            "wurde bis in die Nacht.",
            site_name="Flusszeitung",
            author="Jörg Maßmann, Ana Łuk",
            language="de",
            kind="article",
            published_at=datetime(2023, 11, 20, 18, 5, tzinfo=UTC),
            cover_url="https://cdn.example/bruecke.jpg",
            favicon_url="https://flusszeitung.example/favicon.ico",
        ),
    ),
    (
        "video.html",
        "https://www.clipbox.example/watch?v=a1&t=9",
        Facts(
            title="Tuning a piano by ear",
            excerpt="Beats, thirds and patience: the whole tuning in twenty minutes.",
            site_name="Clipbox",
            author="Marta Bell",
            language="en",
            kind="video",
            published_at=datetime(2019, 7, 1, tzinfo=UTC),
            canonical_url="https://clipbox.example/watch?v=a1",
            cover_url="https://img.clipbox.example/a1/hq.jpg",
            favicon_url="https://www.clipbox.example/fav.ico",
        ),
    ),
    (
        "bare.html",
        "http://tides.example/notes.html",
        Facts(
            title="Notes on tide tables",
            excerpt="The harbour master's tables are computed from thirty-seven constituents, each "
            "a small wave with its own period & phase.",
            language="en",
            favicon_url="http://tides.example/favicon.ico",
        ),
    ),
    (
        "hostile.html",
        "http://bad.example/page",
        Facts(
            title="<script>alert(1)</script> gnp.exe",
            kind="article",
            favicon_url="http://bad.example/favicon.ico",
        ),
    ),
    (
        "forum.html",
        "https://atelier.example/t/12",
        Facts(
            title="Réparer un vélo des années 70 ?",
            excerpt="Bonjour à tous, j’ai trouvé un vieux vélo dans la cave de mon oncle et je "
            "voudrais le remettre en état.",
            site_name="Atelier",
            language="fr-CA",
            kind="article",
            published_at=datetime(2018, 5, 2, 10, 0, tzinfo=timezone(timedelta(hours=2))),
            favicon_url="https://atelier.example/favicon.ico",
        ),
    ),
    (
        "tables.html",
        "http://ham.example/antenna.html",
        Facts(
            title="Ham radio: my first antenna <br> me",
            excerpt="In the summer of 1996 I strung forty metres of wire between the chimney and "
            "the old walnut tree.",
            language="en",
            favicon_url="http://ham.example/favicon.ico",
        ),
    ),
    (
        "book.html",
        "https://books.example/lighthouse",
        Facts(
            title="The Lighthouse Keepers",
            excerpt="Four generations on one rock.",
            author="N. Ferris",
            language="en-GB",
            kind="book",
            cover_url="http://covers.example/l.jpg",
            favicon_url="https://books.example/favicon.ico",
        ),
    ),
    (
        "encyclopedia.html",
        "https://en.wikiknow.example/wiki/Sourdough",
        Facts(
            title="Sourdough",
            excerpt="Sourdough is a bread raised by wild yeast. It keeps for longer than other "
            "breads.",
            site_name="Wikiknow",
            author="Contributors",
            language="en",
            kind="article",
            published_at=datetime(2002, 10, 10, 14, tzinfo=UTC),
            canonical_url="https://en.wikiknow.example/wiki/Sourdough",
            favicon_url="https://en.wikiknow.example/static/favicon/w.ico",
        ),
    ),
    (
        "answers.html",
        "https://answers.example/q/1",
        Facts(
            title="How do I sort by key?",
            excerpt="I have a list and would like to sort it by key.",
            language="en",
            favicon_url="https://answers.example/favicon.ico",
        ),
    ),
    (
        "paper.html",
        "https://preprints.example/abs/2101.00001",
        Facts(
            title="On odd waves",
            excerpt="Waves may be odd. We show when, and count them.",
            site_name="Preprints",
            author="Nora Ferris, Ana de la Cruz",
            language="en",
            kind="article",
            published_at=datetime(2021, 1, 4, tzinfo=UTC),
            favicon_url="https://preprints.example/favicon.ico",
        ),
    ),
]


@pytest.mark.parametrize(("name", "url", "facts"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_the_facts_of_a_page_are_those_a_reader_would_note(name, url, facts):
    found = read_page((PAGES / name).read_bytes(), HTML, url)
    assert replace(found, text="") == facts


def test_every_page_of_the_folder_has_its_expected_facts():
    assert {page.name for page in PAGES.glob("*.html")} == {row[0] for row in EXPECTED}


def test_an_excerpt_is_cut_at_a_word():
    body = f"<meta name=description content='{'seven letters ' * 80}'>".encode()
    excerpt = read_page(body, HTML, "http://a.example/").excerpt
    assert len(excerpt) <= 500
    assert excerpt.endswith(("seven…", "letters…"))


@pytest.mark.parametrize(
    ("body", "media", "expected"),
    [
        (b"# Read me\n\nThis tool turns one file into another.", "text/plain", "Read me"),
        (b"%PDF-1.4 <</Title (On \\(odd\\) waves\\041)>>", "application/pdf", "On (odd) waves!"),
        (b"%PDF-1.4 /Title <FEFF00C9007400E9>", "text/html", "Été"),
        (b"%PDF-1.4 /Title (Microsoft Word - x.doc)", "application/pdf", ""),
        (b"\x89PNG\r\n\x1a\n", "image/png", "the cat.png"),
        (b"<rss><channel><title>A feed</title></channel></rss>", "application/rss+xml", "A feed"),
    ],
)  # fmt: skip
def test_what_is_no_page_has_a_title_too(body, media, expected):
    assert (
        read_page(body, {"content-type": media}, "http://a.example/the%20cat.png").title == expected
    )


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        ("image/webp", "image"),
        ("application/pdf", "document"),
        ("audio/mpeg", "audio"),
        ("video/mp4", "video"),
        ("application/epub+zip", "book"),
        ("application/octet-stream", "link"),
    ],
)
def test_the_kind_follows_the_media_type(media, kind):
    assert read_page(b"\0\1", {"content-type": media}, "http://a.example/x").kind == kind


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"\0" * 100,
        b"<",
        b"<!--",
        b"<div>" * 200_000 + b"<p>deep",
        b"<a href=" * 50_000,
        b"<title>" + b"x" * 2_000_000,
        b"<script type=application/ld+json>" + b"[" * 100_000,
        b'<script type=application/ld+json>{"@type":"Article","name":"\\ud83d\\u0000"}</script>',
        b"<meta property=og:image content='http://[::1'><base href='http://[x'>",
        b"<html lang='\xff'><meta charset=unicode-escape><p>\\ud800",
        b"&#xD800;&#0;&#x110000;<title>&#xD800;&#0;</title>",
    ],
    ids=range(13),
)
def test_no_page_makes_it_raise(body):
    facts = read_page(body, HTML, "http://a.example/")
    assert "\0" not in repr(facts)
    facts.title.encode()


WORDS = [
    "<p>",
    "<div itemscope itemprop=author>",
    "<meta property=og:title content=",
    "&amp;",
    "\0",
]
WORDS += [
    '{"@type":"Article",',
    "<script type=application/ld+json>",
    "charset=",
    "utf-16",
    ">",
    "'",
]
WORDS += ["http://[", "\ud83d\ude00", "2020-02-30", "<base href=", "<time datetime=", "</script>"]


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=30), st.text())
def test_no_mixture_of_markup_makes_it_raise(pieces, content_type):
    body = "".join(pieces).encode("utf-8", "surrogatepass")
    read_page(body, {"content-type": content_type}, "http://a.example/")
    read_page(body, HTML, "http://a.example/")


@pytest.mark.parametrize(
    ("status", "headers", "title", "rest", "expected"),
    [
        (200, {}, "Just a moment…", "", True),
        (403, {}, "Just a moment...", "", True),
        (503, {}, "Access Denied", "", True),
        (200, {}, "Access denied", "", False),
        (200, {}, "Just a moment... in history", "", False),
        (200, {"cf-mitigated": "challenge"}, "Shop", "", True),
        (200, {}, "Shop", "<script src=https://geo.captcha-delivery.com/c.js></script>", True),
        (200, {}, "Shop", "geo.captcha-delivery.com" + "<p>words</p>" * 9000, False),
        (404, {}, "Not found", "", False),
    ],
)
def test_pages_that_ask_for_a_human_are_recognised(status, headers, title, rest, expected):
    body = f"<title>{title}</title>{rest}".encode()
    assert is_challenge(status, headers, body, title_of(body, headers)) is expected
