"""The words that were looked for, in a text: as the index finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookmarks.search.marking import marks_of
from bookmarks.search.query import parse
from bookmarks.search.stemming import stemmer
from bookmarks.search.words import placed_words, split

stem = stemmer("en")

# Letters that fold into several, stretch, join, or stand in scripts without spaces.
LETTERS = st.text(
    alphabet="aé'sｶﾞがＳ’ İﬃ京都 ก็한국ᄒ\u1161\u11ab\u09c7\u09be*\u0301C+", max_size=16
)


def marker(query):
    return marks_of(parse(query), stem).title


def marked(query, text):
    return [piece for piece, is_marked in marker(query).pieces(text) if is_marked]


@given(st.one_of(LETTERS, st.text(max_size=16)))
def test_words_have_their_places_and_are_the_same_as_without(text):
    placed = placed_words(text)
    assert [word.word for word in placed] == split(text)
    assert all(0 <= word.start < word.end <= len(text) for word in placed)


@given(LETTERS, st.sampled_from(["as", "京", "が", "a*", '"a s"', "ffi OR 한"]))
def test_pieces_put_together_are_the_text(query_text, query):
    assert "".join(piece for piece, _marked in marker(query).pieces(query_text)) == query_text


@given(LETTERS)
def test_each_word_of_a_text_is_marked_in_it(text):
    for word in split(text):
        assert marker(f'"{word}"') is None or marked(f'"{word}"', text)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("cats", "The Cat's cats, catalogue", ["Cat", "cats"]),
        ("running", "He runs; Run!", ["runs", "Run"]),
        ("cat*", "a catalogue of cats", ["catalogue", "cats"]),
        ("cafe", "Café CAFÉ Cafe\u0301", ["Café", "CAFÉ", "Cafe\u0301"]),
        ('"green tea"', "green tea, tea green", ["green tea"]),
        ("green tea", "green tea", ["green", "tea"]),
        ("京", "東京都の京", ["京", "京"]),
        ("東京", "東京都の東京 京都", ["東京", "東京"]),
        ("tea -coffee", "tea and coffee", ["tea"]),
        ("c++", "C and C++", ["C++"]),
        ("title:tea", "tea", ["tea"]),
        ("ﬃ", "office", []),
    ],
)
def test_what_is_found_is_marked(query, text, expected):
    assert marked(query, text) == expected


def test_each_field_has_its_own_words():
    marks = marks_of(parse("tea note:cup title:pot #leaf"), stem)
    counts = [len(each.phrases) for each in (marks.title, marks.note, marks.excerpt, marks.text)]
    assert counts == [2, 2, 1, 1]
    assert marks_of(parse("#leaf is:favorite"), stem).title is None


def test_a_passage_is_where_most_of_the_words_stand():
    text = "tea " + "x " * 300 + "green tea here " + "y " * 300
    passage = marker("green tea").passage(text, 60)
    said = "".join(piece for piece, _marked in passage)
    assert "green tea here" in said
    assert said.startswith("…")
    assert said.endswith("…")
    assert len(said) < 90


def test_a_text_without_the_words_has_no_passage():
    assert marker("tea").passage("coffee", 60) == []
