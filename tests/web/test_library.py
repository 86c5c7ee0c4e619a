"""What is mine: /library/."""

import pytest

from bookmarks.models import Collection
from bookmarks.views.library import SHELVES
from tests.factories import NOON, BookmarkFactory, CollectionFactory, minutes_after_noon
from tests.web.pages import meta, soup, titles, words

PAGE = "/library/"


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def kept(ann):
    """One for each shelf, named after it, the newest last."""
    shelf = CollectionFactory(owner=ann, title="Shelf")
    marks = {
        "favorites": {"is_favorite": True, "tags": ["tree"], "collections": [shelf]},
        "to-read": {"is_to_read": True, "tags": ["tree"], "collections": [shelf]},
        "untagged": {"collections": [shelf]},
        "unsorted": {"tags": ["wood"]},
        "private": {"audience": "private", "tags": ["Wood"], "collections": [shelf]},
    }
    marks["broken"] = {"link__broken_at": NOON, "tags": ["leaf"], "collections": [shelf]}
    for n, (title, fields) in enumerate(marks.items()):
        BookmarkFactory(owner=ann, title=title, saved_at=minutes_after_noon(n), **fields)
    return list(marks)


def shown(client, **query):
    return soup(client.get(PAGE, query))


def test_all_of_mine_is_there_and_nothing_of_others_or_in_the_trash(client, ann, bob, kept):
    BookmarkFactory(owner=bob, title="Bob's")
    BookmarkFactory(owner=ann, title="Gone", trashed_at=NOON)
    page = shown(client)
    assert titles(page) == kept[::-1]
    assert words(page.select_one(".toolbar-count")) == "6 bookmarks"


@pytest.mark.parametrize("shelf", [*SHELVES][1:])
def test_each_shelf_holds_what_its_name_says(client, kept, shelf):
    page = shown(client, show=shelf)
    assert titles(page) == [shelf]
    assert page.select_one(".side [aria-current=page]")["href"] == f"?show={shelf}"


def test_a_tag_narrows_whatever_its_case(client, kept):
    page = shown(client, tag="WOOD")
    assert titles(page) == ["private", "unsorted"]
    assert words(page.select_one(".narrowed strong")) == "wood"
    assert page.select_one(".narrowed a")["href"] == PAGE


def test_a_tag_and_a_shelf_narrow_together(client, kept):
    assert titles(shown(client, tag="wood", show="private")) == ["private"]


def test_a_tag_that_nobody_has_is_nothing_here(client, kept):
    assert client.get(PAGE, {"tag": "stone"}).status_code == 404


@pytest.mark.parametrize("view", Collection.View.values)
def test_it_is_shown_in_four_views(client, kept, view):
    assert len(shown(client, view=view).select(f".entries-{view} > li")) == 6


def test_it_is_sorted_as_asked(client, kept):
    assert titles(shown(client, sort="oldest")) == kept
    assert titles(shown(client, sort="a-z")) == sorted(kept)
    assert titles(shown(client, sort="z-a")) == sorted(kept)[::-1]
    assert client.get(PAGE, {"sort": "custom"}).status_code == 400


def test_shelf_tag_sort_and_view_go_along_to_the_next_page(client, kept):
    page = shown(client, show="all", tag="tree", sort="oldest", view="cards", per_page=1)
    following = soup(client.get(PAGE + page.select_one("a[rel=next]")["href"]))
    assert (titles(page), titles(following)) == (["favorites"], ["to-read"])
    assert following.select_one(".entries-cards")
    assert following.select_one("a[rel=next]") is None


def test_my_collections_are_at_hand_as_a_tree(client, ann, kept):
    CollectionFactory(owner=ann, title="Inner", parent=Collection.objects.get())
    items = shown(client).select(".side-tree li")
    assert [words(item) for item in items] == ["Shelf", "Inner"]
    assert [item["class"] for item in items] == [["depth-0"], ["depth-1"]]


def test_an_empty_library_shows_how_to_begin(client):
    links = {a["href"] for a in shown(client).select(".empty a")}
    assert links == {"/save/", "/import/", "/bookmarklet/", "/collections/new/"}


def test_an_empty_shelf_says_that_it_is_empty(client, ann):
    BookmarkFactory(owner=ann)
    assert words(shown(client, show="favorites").select_one(".empty")) == "Nothing on this shelf."


def test_no_search_engine_reads_it(client, kept):
    assert meta(shown(client), "robots") == "noindex"
