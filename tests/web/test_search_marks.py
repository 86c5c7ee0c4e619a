"""What is found says why: its words are marked, and what is out of sight is quoted."""

import pytest

from bookmarks.models import Collection, LinkText
from bookmarks.search.indexing import sweep
from tests.factories import BookmarkFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db

LONG = "Something else. " * 30


@pytest.fixture
def as_ann(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def save(ann):
    def save(text="", **fields):
        made = BookmarkFactory(owner=ann, **{"title": "x", **fields})
        if text:
            LinkText.objects.keep({made.link_id: text})
        while sweep():
            pass
        return made

    return save


def entry(client, text, path="/library/", **more):
    return soup(client.get(path, {"q": text, **more})).select_one(".entry")


def marks(tag):
    return [mark.text for mark in tag.select("mark")]


@pytest.mark.parametrize("view", Collection.View.values)
def test_the_words_are_marked_in_the_title(as_ann, save, view):
    save(title="Drinking <b>tea</b> & teas")
    title = entry(as_ann, "drink tea", view=view).select_one(".entry-title")
    assert marks(title) == ["Drinking", "tea", "teas"]
    assert title.text.strip() == "Drinking <b>tea</b> & teas"


def test_the_words_are_marked_in_a_notes_markdown(as_ann, save):
    save(note='Green *tea* & more\n\n[tea](https://example.org/tea "tea")')
    note = entry(as_ann, '"green tea"').select_one(".prose")
    assert note.select_one("em mark").text == "tea"
    assert note.a["href"] == "https://example.org/tea"
    assert marks(note.a) == []


def test_the_words_are_marked_in_the_excerpt(as_ann, save):
    save(link__excerpt="A word on <tea>.")
    assert marks(entry(as_ann, "excerpt:tea").select_one(".excerpt")) == ["tea"]


def test_a_card_shows_the_part_of_a_long_note_that_has_the_words(as_ann, save):
    save(note=f"{LONG} green **tea** {LONG}")
    shown = entry(as_ann, "tea", view="cards").select_one(".excerpt")
    assert "green tea" in words(shown).replace("  ", " ")
    assert marks(shown) == ["tea"]


def test_what_only_the_pages_text_says_is_quoted_in_ones_own_library(as_ann, save):
    save(f"{LONG} a word about <tea> {LONG}")
    snippet = entry(as_ann, "tea").select_one(".snippet")
    assert "a word about <tea>" in snippet.text
    assert marks(snippet) == ["tea"]
    assert "tea" not in as_ann.get("/@ann/", {"q": "text:tea"}).text.split('class="entries')[-1]


def test_what_an_entry_shows_already_is_not_quoted(as_ann, save):
    save("tea", title="tea")
    assert entry(as_ann, "tea").select_one(".snippet") is None


def test_an_excerpt_that_a_note_hides_is_quoted(as_ann, save):
    save(note="Mine.", link__excerpt="The page is about tea.")
    assert marks(entry(as_ann, "tea").select_one(".snippet")) == ["tea"]


def test_without_a_search_nothing_is_marked(as_ann, save):
    save(title="tea")
    assert soup(as_ann.get("/library/")).select("mark, .snippet") == []
