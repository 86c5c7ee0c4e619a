"""How texts, dates and signs are shown."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from bookmarks.models import Collection, Link
from bookmarks.templatetags import text


def test_a_date_of_this_year_has_no_year():
    year = timezone.localtime().year
    assert text.short_date(datetime(year, 2, 5, tzinfo=UTC)) == "5 Feb"
    assert text.short_date(datetime(2019, 2, 5, tzinfo=UTC)) == "5 Feb 2019"


@pytest.mark.parametrize(
    ("language", "written"), [("de", "5. Feb. 2019"), ("ja", "2019年2月5日"), ("en", "5 Feb 2019")]
)
def test_a_date_is_written_as_the_language_writes_it(language, written):
    with translation.override(language):
        assert text.short_date(datetime(2019, 2, 5, tzinfo=UTC)) == written


def test_plain_words_hold_no_marks():
    assert text.plain("# Head\n\n*two* [words](https://example.org/)") == "Head two words"


def test_plain_words_end_where_they_are_told():
    assert len(text.plain("word " * 1000, 80)) <= 80


@pytest.mark.parametrize(
    ("note", "folds"),
    [("", False), ("short", False), ("x" * 701, True), ("a\n" * 20, True), ("x" * 700, False)],
)
def test_only_long_notes_fold(note, folds):
    assert text.is_long(note) is folds


def test_a_site_always_has_the_same_colour():
    assert text.tint("example.org") == text.tint("example.org")
    assert {text.tint(f"{n}.example.org") for n in range(500)} == set(range(text.TINTS))


def test_the_initial_of_a_site_leaves_www_out():
    assert text.initial("www.nytimes.com") == "N"


@pytest.mark.parametrize("kind", Link.Kind.values)
def test_every_kind_has_a_sign(kind):
    assert "<svg" in text.icon(text.kind_icon(kind))


@pytest.mark.parametrize("view", Collection.View.values)
def test_every_view_has_a_sign(view):
    assert 'aria-hidden="true"' in text.icon(text.view_icon(view))
