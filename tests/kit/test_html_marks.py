"""Marks in HTML change nothing but what is marked."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from linkshare.kit.html_marks import mark
from linkshare.kit.markdown import render

WRITTEN = st.text(alphabet="ab&<>\"'*_`[]()# \n-1.\xa0é", max_size=60)


def spans(pattern):
    return lambda text: [found.span() for found in re.finditer(pattern, text) if found[0]]


def without(html):
    return html.replace("<mark>", "").replace("</mark>", "")


@given(WRITTEN, st.sampled_from(["a", "b+", "a.b", "[^a]+", "&", "<", r"\s+", "."]))
def test_without_its_marks_it_is_as_before(text, pattern):
    html = render(text)
    assert without(mark(html, spans(pattern))) == html


@given(WRITTEN, st.sampled_from(["a", "b+", "[^a]+", "<", "a.b"]))
def test_a_parser_finds_every_mark_closed_where_it_was_opened(text, pattern):
    marked = BeautifulSoup(mark(render(text), spans(pattern)), "lxml")
    for each in marked.find_all("mark"):
        assert each.find() is None
        assert each.parent.name not in {"ul", "ol"}


@given(WRITTEN)
def test_what_is_marked_is_what_was_asked_for(text):
    html = render(text)
    marked = BeautifulSoup(mark(html, spans("[ab]+")), "lxml")
    inside = "".join(each.text for each in marked.find_all("mark"))
    assert inside == "".join(re.findall("[ab]+", BeautifulSoup(html, "lxml").text))


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ("green *tea*", "<p><mark>green </mark><em><mark>tea</mark></em></p>"),
        ("a & b green tea", "<p>a &amp; b <mark>green tea</mark></p>"),
        ("`<green tea>`", "<p><code>&lt;<mark>green tea</mark>&gt;</code></p>"),
        ("green\n\ntea", "<p><mark>green</mark></p>\n<p><mark>tea</mark></p>"),
    ],
)
def test_a_mark_goes_through_tags_and_signs(written, marked):
    assert mark(render(written), spans(r"green\s*tea")).strip() == marked


def test_an_address_is_no_text():
    html = render('[x](https://example.org/green "green > tea")')
    assert mark(html, spans("green|tea")) == html
