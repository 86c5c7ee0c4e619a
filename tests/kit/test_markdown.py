"""Somebody's Markdown becomes HTML that can do no harm."""

import pytest

from linkshare.kit.markdown import LINK_REL, render


def test_common_marks_are_shown():
    html = render("*once* **twice** `code`\n\n> said\n\n3. three")
    for part in ("<em>once</em>", "<strong>twice</strong>", "<code>code</code>", 'start="3"'):
        assert part in html


def test_headings_begin_below_those_of_the_page():
    assert render("# One\n\n## Two") == "<h3>One</h3>\n<h4>Two</h4>\n"
    assert render("# One", top_heading=2) == "<h2>One</h2>\n"


def test_headings_end_at_the_sixth():
    assert "<h6>Five</h6>" in render("# One\n\n##### Five", top_heading=4)


def test_a_text_that_begins_with_lower_headings_leaves_no_gap_in_the_outline():
    assert render("## Two\n\n### Three") == "<h3>Two</h3>\n<h4>Three</h4>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "<style>body{display:none}</style>",
        "a <b onclick=alert(1)>b</b>",
        "<!-- <script> -->",
        "<svg><animate onbegin=alert(1)>",
    ],
)
def test_html_is_shown_as_it_was_typed(text):
    html = render(text)
    assert "&lt;" in html
    assert not any(tag in html for tag in ("<script", "<img", "<a", "<b", "<style", "<svg", "<!"))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/accounts/logout/",
        "#top",
    ],
)
def test_an_address_that_is_not_a_whole_web_address_is_no_link(address):
    assert "href" not in render(f"[words]({address})")
    assert "href" not in render(f"![words]({address})")


def test_links_carry_no_favour_and_no_way_back():
    html = render('[words](https://example.org/ "tip")')
    assert html == f'<p><a href="https://example.org/" title="tip" rel="{LINK_REL}">words</a></p>\n'


def test_a_bare_address_stays_text():
    assert "href" not in render("https://example.org/")


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        ("![two *words*](https://example.org/a.png)", "a.png", "two words"),
        ("![](https://example.org/a.png)", "a.png", "https://example.org/a.png"),
        ("[![words](https://example.org/a.png)](https://example.org/b)", "b", "words"),
        ("![words][one]\n\n[one]: https://example.org/a.png", "a.png", "words"),
    ],
)
def test_a_picture_is_a_link_to_it_and_asked_for_by_nobody(text, address, words):
    link = f'<a href="https://example.org/{address}" rel="{LINK_REL}">{words}</a>'
    assert render(text) == f"<p>{link}</p>\n"


def test_quotes_in_an_address_do_not_break_out():
    html = render('[x](https://example.org/"onmouseover="alert(1))')
    assert "onmouseover=" not in html.replace("%22onmouseover=%22", "")


def test_a_thousand_nested_quotes_are_bearable():
    assert render(">" * 1000 + "x")
