"""Pages by hand, each modelled on a kind of site, and the facts a reader would note."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookmarks.fetching.challenge import is_challenge
from bookmarks.fetching.page import read_page, title_of

PAGES = Path(__file__).parent / "pages"
HTML = {"content-type": "text/html"}


@pytest.mark.parametrize(
    ("description", "is_quoted"),
    [
        ("The best chocolate chip cookies use brown butter and patience.", True),
        ("Register now for three days of talks by the sea.", True),
        ("Here it is.", True),
        ("渔港的清晨，第一船鱼靠岸。", True),
        ("We and our partners use cookies to give you the best experience.", False),
        ("Wir verwenden Cookies, um Ihnen mehr zu zeigen.", False),
        ("Please enable JavaScript to view this page.", False),
        ("A story - The Post", False),
        ("Home", False),
    ],
)
def test_a_page_is_quoted_where_it_says_something_of_itself(description, is_quoted):
    body = f"<title>A story - The Post</title><meta name=description content='{description}'>"
    found = read_page(f"<meta charset=utf-8>{body}".encode(), HTML, "http://a.example/x").excerpt
    assert found == (description if is_quoted else "")


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
    ("path", "disposition", "title"),
    [
        ("/Annual%20report.pdf", "", "Annual report.pdf"),
        ("/download?id=3", "", ""),
        ("/download?id=3", 'attachment; filename="My report.pdf"', "My report.pdf"),
        ("/download", "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.pdf", "Grüße.pdf"),
        ("/download", r"inline; filename=C:\scans\Grüße.pdf", "Grüße.pdf"),
        ("/download", "attachment; filename*9999999999999999999999=a; filename*=x'y", ""),
    ],
)
def test_a_document_without_a_title_is_called_as_its_file(path, disposition, title):
    headers = {"content-type": "application/pdf", "content-disposition": disposition}
    found = read_page(b"%PDF-1.4\n%%EOF", headers, f"http://a.example{path}")
    assert found.title == title


def test_a_title_in_cdata_is_what_stands_inside():
    head = {"content-type": "application/xhtml+xml"}
    body = b"<html xmlns='http://www.w3.org/1999/xhtml'><title><![CDATA[Bread & tea]]></title>"
    assert read_page(body, head, "http://a.example/x").title == "Bread & tea"


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
        # What a careless pattern would search for hours.
        b"\xff<script " * 100_000,
        b"\xff<!-- <!" * 100_000,
        b"<title>" * 200_000,
        b"<!---->" * 140 + b"x",
        b"<pre>" + b" " * 1_500_000,
        b"<script type=application/ld+json>{" + b"/*" * 400_000,
        b"<script type=application/ld+json>{" + b'"' * 400_001,
        b"<title>" + b"a | " * 200_000,
        b"<p>" + b"cookies " * 100_000,
    ],
    ids=range(22),
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
