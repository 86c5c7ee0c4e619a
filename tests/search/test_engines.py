"""Both engines find what a plain look at each bookmark finds."""

from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookmarks.models import Bookmark, LinkText
from bookmarks.search import tree
from bookmarks.search.compiling import compile_query
from bookmarks.search.finding import Scope, rows_of
from bookmarks.search.indexing import sweep
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    LinkFactory,
)
from tests.search.plain import is_meant
from tests.search.trees import trees

pytestmark = pytest.mark.django_db

WORDS = [
    "tea",
    "teas",
    "Tee",
    "running",
    "run",
    "Zürich",
    "c++",
    "東京都",
    "京都",
    "黒猫",
    "don't",
    "5.2",
]
TAGS = ["tea", "green tea", "dev", "dev/python", "Dev/Python/2", "dev ops/ci", "Zürich"]
HOSTS = ["tea.example", "shop.tea.example", "run.example"]
DAYS = [datetime(2025, 12, 31, 23, 59, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)]
SHELVES = ["Tea room", "Secret"]

phrases = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)

links = st.fixed_dictionaries(
    {
        "title": phrases,
        "excerpt": phrases,
        "text": phrases,
        "site_name": phrases,
        "author": phrases,
        "host": st.sampled_from(HOSTS),
        "kind": st.sampled_from(["article", "video"]),
        "broken_at": st.sampled_from([None, NOON]),
        "canonical_url": st.sampled_from(["", "https://tea.example/same"]),
    }
)
bookmarks = st.fixed_dictionaries(
    {
        "title": phrases,
        "note": phrases,
        "tags": st.lists(st.sampled_from(TAGS), max_size=2),
        "audience": st.sampled_from(["public", "private"]),
        "is_favorite": st.booleans(),
        "is_to_read": st.booleans(),
        "saved_at": st.sampled_from(DAYS),
    }
)
savings = st.tuples(st.integers(0, 1), links, bookmarks, st.sampled_from([None, *SHELVES]))

leaf = st.one_of(
    st.builds(
        tree.Text,
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join),
        st.sampled_from(["", "", *tree.FIELDS]),
        st.booleans(),
    ),
    st.builds(tree.Tag, st.sampled_from([*TAGS, "none"])),
    st.builds(tree.Site, st.sampled_from([*HOSTS, "tea", "run"])),
    st.builds(tree.By, st.sampled_from(["Ann", "bob", "me", "none"])),
    st.builds(tree.In, st.sampled_from([*SHELVES, "tea-room", "none"])),
    st.builds(tree.Kind, st.sampled_from(["article", "video"])),
    st.builds(tree.Is, st.sampled_from(tree.STATES)),
    st.sampled_from([day.date() for day in DAYS]).map(lambda day: tree.Created(day, None)),
    st.sampled_from([day.date() for day in DAYS]).map(lambda day: tree.Created(None, day)),
)


@contextmanager
def _undone():
    """Each library is another one; nothing of it stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _fill(people, library):
    shelves = {
        title: CollectionFactory(owner=people[0], title=title, audience=audience)
        for title, audience in zip(SHELVES, ["public", "private"], strict=True)
    }
    for n, (owner, page, bookmark, shelf) in enumerate(library):
        facts = {name: value for name, value in page.items() if name != "text"}
        link = LinkFactory(url=f"https://{page['host']}/running/{n}", **facts)
        LinkText.objects.keep({link.pk: page["text"]} if page["text"] else {})
        BookmarkFactory(
            owner=people[owner],
            link=link,
            collections=[shelves[shelf]] if shelf else [],
            **bookmark,
        )
    while sweep():
        pass


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    library=st.lists(savings, max_size=6),
    queries=st.lists(trees(leaf), min_size=1, max_size=6),
)
def test_a_search_finds_what_is_meant_and_nothing_else(ann, bob, nobody, library, queries):
    with _undone():
        _fill([ann, bob], library)
        rows = list(Bookmark.objects.select_related("link__main_text", "owner"))
        for query, viewer, with_pages in product(queries, (ann, nobody), (True, False)):
            search = compile_query(query, viewer, with_pages=with_pages)
            found = rows_of(search, Scope(Bookmark.objects.all())).values_list(
                "bookmark_id", flat=True
            )
            meant = {row.pk for row in rows if is_meant(query, row, viewer, with_pages=with_pages)}
            assert set(found) == meant, str(query)
