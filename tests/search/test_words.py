"""What of a text is indexed and looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookmarks.search.stemming import stemmer
from bookmarks.search.words import LONGEST, Phrase, fold, has_words, phrase_of, split, words_of

english = stemmer("en-gb")

SPLITS = [
    ("Cats & Dogs", "cats dogs"),
    ("Café Zoë Ångström", "cafe zoe angstrom"),
    ("Straße, STRASSE", "strasse strasse"),
    ("Łódź, Ærø, İstanbul ı", "lodz aero istanbul i"),
    ("ＦＵＬＬ ｗｉｄｔｈ ①", "full width 1"),
    ("Ελλάδα Россия ё", "ελλαδα россия е"),
    ("C++, C# and .NET; #tag", "c++ c# and net tag"),
    ("node.js 5.2 e-mail snake_case", "node js 5 2 e mail snake case"),
    ("Ann's don’t Ann’s", "ann don t ann"),
    ("東京都", "東京 京都 都"),
    ("猫", "猫"),
    ("Tokyo東京2026", "tokyo 東京 京 2026"),
    ("ガ行・か゛", "ガ行 行 か"),
    ("한국어", "한국 국어 어"),
    ("ไทย", "ไท ทย ย"),
    ("हिन्दी में।", "हिन्दी में"),
    ("שָׁלוֹם مُحَمَّد", "שלום محمد"),
    ("🎉 party ❤", "🎉 party ❤"),
    ("a" * 60, "a" * LONGEST),
    ("…—! ?", ""),
]

PHRASES = [
    ("running", ("run",), False),
    ("node.js", ("node", "js"), False),
    ("東京都", ("東京", "京都"), False),
    ("猫", ("猫",), True),
    ("cat 猫", ("cat", "猫"), True),
    ("黒猫 cats", ("黒猫", "猫", "cat"), False),
    ("!", (), False),
]


@pytest.mark.parametrize(("text", "words"), SPLITS)
def test_a_text_is_split_into_folded_words(text, words):
    assert split(text) == words.split()
    assert has_words(text) == bool(words)


@pytest.mark.parametrize(("text", "words", "is_prefix"), PHRASES)
def test_a_text_is_looked_for_as_a_phrase(text, words, is_prefix):
    assert phrase_of(text, english) == Phrase(words, is_prefix)


def test_a_beginning_is_not_stemmed_but_what_stands_before_it_is():
    assert phrase_of("running dogs", english, is_prefix=True) == Phrase(("run", "dogs"), True)


def test_a_word_that_is_not_its_stem_is_kept_for_prefixes():
    words = words_of("Running dogs run", english, limit=100)
    assert words.stems == ["run", "dog", "run"]
    assert words.forms == ["running", "dogs"]


def test_a_limit_holds_for_stems_and_forms_together():
    words = words_of("running dogs " * 50, english, limit=10)
    assert len(words.stems) + len(words.forms) == 10


def test_a_language_without_a_stemmer_keeps_its_words():
    assert stemmer("xx")("running") == "running"


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert split(fold(text)) == split(text)


@given(st.text(alphabet="ab 東京都猫éß'.-"), st.text(alphabet="ab 東京都猫éß'.-"))
def test_a_part_of_a_text_is_found_in_it(before, part):
    phrase = phrase_of(part, english)
    words = words_of(f"{before} {part}", english, limit=1000).stems
    n = len(phrase.words)
    assert any(_is_at(words[at : at + n], phrase) for at in range(len(words) - n + 1)) or not n


def _is_at(words, phrase):
    if not phrase.is_prefix:
        return tuple(words) == phrase.words
    return tuple(words[:-1]) == phrase.words[:-1] and words[-1].startswith(phrase.words[-1])
