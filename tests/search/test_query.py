"""The grammar of searching: what is typed → what it means, or what is wrong and where."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookmarks.search.errors import MESSAGES, QueryError
from bookmarks.search.query import parse
from bookmarks.search.tree import And, Created, Not, Or, Tag, Text, leaves, wanted
from tests.search.query_cases import MEANINGS, MISTAKES
from tests.search.trees import trees


@pytest.mark.parametrize(("typed", "meant"), MEANINGS)
def test_a_query_means(typed, meant):
    assert str(parse(typed)) == meant
    assert parse(meant) == parse(typed)


@pytest.mark.parametrize(("typed", "code", "pointed_at"), MISTAKES)
def test_a_mistake_is_pointed_at(typed, code, pointed_at):
    with pytest.raises(QueryError) as refused:
        parse(typed)
    error = refused.value
    assert (error.code, typed[error.start : error.end]) == (code, pointed_at)
    assert error.reason == MESSAGES[code] % error.params


def test_a_slip_in_a_name_is_told_the_name():
    with pytest.raises(QueryError, match=r"Did you mean title:\?"):
        parse("tilte:cats")


def test_words_beside_each_other_bind_tighter_than_or():
    assert parse("a b OR c") == Or((And((Text("a"), Text("b"))), Text("c")))


def test_a_year_reaches_to_the_next():
    assert parse("created:2024") == Created(date(2024, 1, 1), date(2025, 1, 1))


def test_leaves_are_all_that_is_named_and_wanted_only_what_a_result_has():
    tree = parse("a -(b #c) OR d")
    assert list(leaves(tree)) == [Text("a"), Text("b"), Tag("c"), Text("d")]
    assert list(wanted(tree)) == [Text("a"), Text("d")]


def test_excluding_twice_excludes_nothing():
    assert parse("-(-a)") == Text("a")
    assert parse("-(-a b)") == Not(And((Not(Text("a")), Text("b"))))


@given(trees())
def test_a_printed_tree_is_read_as_the_same_tree(tree):
    assert parse(str(tree)) == tree


@given(st.text(alphabet="ab c\"'“():-−#*❤\\.@<>=OR\0é東") | st.text())
def test_whatever_is_typed_has_a_meaning_or_a_mistake_inside_it(typed):
    tree = _read(typed)
    if isinstance(tree, QueryError):
        assert 0 <= tree.start < tree.end <= len(typed)
    else:
        assert parse(str(tree)) == tree


def _read(typed):
    try:
        return parse(typed)
    except QueryError as error:
        return error
