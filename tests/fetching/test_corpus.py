"""Every page of the corpus, every fact of it."""

import pytest

from bookmarks.fetching.reader import read
from tests.fetching.corpus import PAGES, Page, shown

CORPUS = Page.all()
READABLE = [page for page in CORPUS if page.state == "ok"]


def of_name(page):
    return page.name


@pytest.mark.parametrize("page", READABLE, ids=of_name)
def test_the_facts_of_a_page_are_those_a_reader_would_note(page):
    facts = read(page.question, page.body).facts
    assert facts is not None
    assert shown(facts) == page.expected


@pytest.mark.parametrize("page", READABLE, ids=of_name)
def test_the_text_of_a_page_is_what_it_has_to_say_without_its_furniture(page):
    text = read(page.question, page.body).facts.text
    assert [part for part in page.about.get("text_has", []) if part not in text] == []
    assert [part for part in page.about.get("text_lacks", []) if part in text] == []


@pytest.mark.parametrize("page", [page for page in CORPUS if page.state != "ok"], ids=of_name)
def test_what_stands_in_the_place_of_a_page_is_not_taken_for_it(page):
    reading = read(page.question, page.body)
    assert reading.facts is None
    assert reading.is_challenge == (page.state == "challenge")
    assert reading.is_missing == (page.state == "missing")


def test_the_corpus_is_large_and_no_page_lacks_its_table():
    bodies = {path.stem for path in PAGES.iterdir() if path.suffix != ".toml"}
    assert bodies == {page.name for page in CORPUS}
    assert len(CORPUS) >= 80
