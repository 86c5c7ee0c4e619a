"""Words close to one that was mistyped."""

import pytest
from django.contrib.auth.models import AnonymousUser

from bookmarks.models import Spelling
from bookmarks.search.indexing import sweep
from bookmarks.search.spelling import corrections, learn, spelled_words
from tests.factories import BookmarkFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    ["pyton", "pythoon", "pxthon", "pyhton", "ypthon", "pythno", "pthonn"],
    ids=[
        "one left out",
        "one added",
        "one mistaken",
        "two changed places",
        *["again"] * 2,
        "twice",
    ],
)
def test_a_slip_leads_to_what_was_meant(typed):
    learn({None: {"python", "django"}})
    assert corrections([typed], AnonymousUser()) == {typed: ["python"]}


def test_the_closest_comes_first_and_the_same_letter_before_another():
    learn({None: {"hustle", "ustels", "bustles", "bustle"}})
    assert corrections(["bustle"], AnonymousUser()) == {"bustle": ["bustles", "hustle"]}


def test_short_words_numbers_and_keys_are_not_guessed():
    assert spelled_words(["the c++ of 2024", "a1b2c3", "東京都", "Café", "x" * 25]) == {"cafe"}


def test_a_private_word_is_guessed_for_its_owner_alone(
    ann, bob, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        BookmarkFactory(owner=ann, title="Teapot", audience="private")
        BookmarkFactory(owner=ann, title="Kettle")
        sweep()
    assert corrections(["teapto", "ketle"], ann) == {"teapto": ["teapot"], "ketle": ["kettle"]}
    assert corrections(["teapto", "ketle"], bob) == {"teapto": [], "ketle": ["kettle"]}


def test_words_that_are_known_cost_nothing_to_learn_again(django_assert_num_queries):
    learn({None: {"python"}})
    rows = Spelling.objects.count()
    with django_assert_num_queries(1):
        learn({None: {"python"}})
    assert Spelling.objects.count() == rows
