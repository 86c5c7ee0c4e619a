"""Queries by chance, as trees."""

from datetime import date

from hypothesis import strategies as st

from bookmarks.search.tree import (
    FIELDS,
    KINDS,
    STATES,
    By,
    Created,
    In,
    Is,
    Kind,
    Site,
    Tag,
    Text,
    all_of,
    any_of,
    none_of,
)
from bookmarks.search.words import has_words

_days = st.dates(min_value=date(1900, 1, 1), max_value=date(9997, 12, 31))


def _tidy(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def _names(**options):
    return st.text(min_size=1, max_size=12, **options).map(_tidy).filter(bool)


@st.composite
def _created(draw):
    since, before = sorted((draw(_days), draw(_days)))
    return draw(
        st.sampled_from(
            [Created(since, None), Created(None, before)]
            + ([Created(since, before)] if since < before else [])
        )
    )


@st.composite
def texts(draw, words):
    """Words that are a heart or an address mean something else and stand in quotes."""
    return Text(draw(words), draw(st.sampled_from(["", *FIELDS])), draw(st.booleans()))


def leaf_trees():
    return st.one_of(
        texts(_names().filter(has_words)),
        st.builds(Tag, _names()),
        st.builds(Site, st.from_regex(r"[a-z]{1,5}(\.[a-z]{2,3}){0,2}", fullmatch=True)),
        st.builds(By, st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True)),
        st.builds(In, _names()),
        st.builds(Kind, st.sampled_from(KINDS)),
        st.builds(Is, st.sampled_from(STATES)),
        _created(),
    )


def trees(leaf=None):
    """As the parser makes them: flat, with nothing excluded twice."""
    return st.recursive(
        leaf_trees() if leaf is None else leaf,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=4).map(all_of),
            st.lists(inner, min_size=2, max_size=4).map(any_of),
            inner.map(none_of),
        ),
        max_leaves=8,
    )
