"""Every list: what is in it, in which orders, page by page, and each bookmark once."""

import pytest

from bookmarks.collecting import tree_of
from bookmarks.followed import Following
from bookmarks.listing import (
    of_collection,
    of_library,
    of_person,
    of_site,
    of_tag,
    of_trash,
)
from bookmarks.models import Bookmark, Tag
from bookmarks.search.indexing import index_bookmarks, sweep
from tests import walking
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    minutes_after_noon,
    place,
)

pytestmark = pytest.mark.django_db

ORDERS = {
    "newest": "c b a B",
    "oldest": "B a b c",
    "a-z": "a B b c",
    "z-a": "c b B a",
    "custom": "b c B a",
}


def titles(entries) -> str:
    return " ".join(entry.bookmark.title for entry in entries)


def shown(listing) -> str:
    return titles(listing.entries(listing.page()))


def walked(listing, size, way=walking.ahead) -> str:
    """All pages laid together, in the list's order."""
    ids = way(lambda cursor: listing.page(cursor, size))
    return titles(listing.entries_of(ids))


@pytest.fixture
def shelf(ann):
    """Saved in the order B, a, b, c; b and a at one moment; in the custom order b, c, B, a."""
    collection = CollectionFactory(owner=ann, title="Shelf")
    made = {
        title: BookmarkFactory(
            owner=ann, title=title, saved_at=minutes_after_noon(minute), tags=["one"]
        )
        for title, minute in (("B", 0), ("a", 1), ("b", 1), ("c", 2))
    }
    for title in ("a", "B", "c", "b"):
        place(made[title], collection)
    return collection


# --- Orders and pages --------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ORDERS)
def test_a_collection_has_five_orders(shelf, nobody, sort):
    assert shown(of_collection(shelf, [], nobody).sorted_by(sort)) == ORDERS[sort]


@pytest.mark.parametrize("sort", sorted(ORDERS.keys() - {"custom"}))
def test_a_library_and_a_persons_page_have_four(shelf, ann, nobody, sort):
    assert shown(of_library(ann).sorted_by(sort)) == ORDERS[sort]
    assert shown(of_person(ann, nobody).sorted_by(sort)) == ORDERS[sort]


def test_a_tags_page_goes_by_when_bookmarks_were_made(shelf, nobody):
    listing = of_tag(Tag.objects.get(), nobody)
    assert shown(listing) == "c b a B"
    assert shown(listing.sorted_by("oldest")) == "B a b c"


@pytest.mark.parametrize("sort", ["random", "", "NEWEST"])
def test_there_is_no_other_order(shelf, ann, sort):
    with pytest.raises(KeyError):
        of_collection(shelf, [], ann).sorted_by(sort)
    with pytest.raises(KeyError):
        of_library(ann).sorted_by("custom")


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("sort", ORDERS)
def test_pages_laid_together_are_the_list_both_ways(shelf, nobody, sort, size):
    listing = of_collection(shelf, [], nobody).sorted_by(sort)
    assert walked(listing, size) == ORDERS[sort]
    assert walked(listing, size, walking.back) == ORDERS[sort]


def test_letters_are_sorted_without_case_and_accents(ann):
    for title in ("Zoo", "Österreich", "ölen", "apfel", "Ära", "ωmega", "Ωmega b", "Łódź", "10"):
        bookmark = BookmarkFactory(owner=ann, title=title)
        index_bookmarks([bookmark.pk])
    expected = "10 apfel Ära Łódź ölen Österreich Zoo ωmega Ωmega b"
    assert shown(of_library(ann).sorted_by("a-z")) == expected


@pytest.mark.parametrize("whose", ["own", "the page's"])
def test_a_new_title_has_its_place_at_once_wherever_it_is_listed(ann, bob, nobody, whose):
    shelf, other = CollectionFactory(owner=ann), CollectionFactory(owner=bob)
    link = LinkFactory(title="a")
    for person, where in ((ann, shelf), (bob, other)):
        BookmarkFactory(owner=person, title="b", collections=[where])
        BookmarkFactory(owner=person, link=link, collections=[where])
    if whose == "own":
        Bookmark.objects.filter(link=link).update(title="c")
    else:
        type(link).objects.filter(pk=link.pk).update(title="c")
    sweep()
    for listing in (
        of_library(ann),
        of_person(bob, ann),
        *(of_collection(each, [], nobody) for each in (shelf, other)),
    ):
        page = listing.sorted_by("a-z").page()
        assert [e.bookmark.shown_title for e in listing.entries(page)] == ["b", "c"]


def test_a_title_is_ones_own_else_the_pages_else_the_address(ann):
    for title, link in (
        ("M", {"title": "A"}),
        ("", {"title": "k"}),
        ("", {"title": "", "url": "https://l.example.org/"}),
    ):
        BookmarkFactory(owner=ann, title=title, link=LinkFactory(**link))
    listing = of_library(ann).sorted_by("a-z")
    names = [entry.bookmark.shown_title for entry in listing.entries(listing.page())]
    assert names == ["https://l.example.org/", "k", "M"]


# --- A collection and what lies inside ---------------------------------------------------------


@pytest.fixture(params=[2, 9], ids=["few children", "many children"])
def family(request, ann, shelf):
    """The shelf with so many collections inside. "both" lies in three, the last saved of all."""
    children = [
        CollectionFactory(owner=ann, parent=shelf, title=f"Child {n}") for n in range(request.param)
    ]
    for n, child in enumerate(children):
        BookmarkFactory(
            owner=ann, title=f"in-{n}", saved_at=minutes_after_noon(10 + n), collections=[child]
        )
    BookmarkFactory(
        owner=ann,
        title="both",
        saved_at=minutes_after_noon(50),
        collections=[children[1], shelf, children[0]],
    )
    return shelf


def with_children(shelf, viewer):
    return of_collection(shelf, tree_of(shelf.owner, viewer).below(shelf), viewer)


def test_a_collection_shows_what_lies_inside_too(family, nobody):
    n = family.children.count()
    inside = " ".join(f"in-{i}" for i in reversed(range(n)))
    assert shown(with_children(family, nobody)) == f"both {inside} c b a B"


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("sort", ORDERS)
def test_a_bookmark_in_several_of_them_appears_once(family, nobody, sort, size):
    listing = with_children(family, nobody).sorted_by(sort)
    found = walked(listing, size).split()
    assert sorted(found) == sorted(set(found))
    assert len(found) == 5 + family.children.count() == listing.count()
    assert walked(listing, size, walking.back).split() == found


def test_in_the_custom_order_its_place_in_the_collection_itself_counts(family, nobody):
    place_of = family.items.get(bookmark__title="both")
    place_of.position = -1
    place_of.save()
    found = walked(with_children(family, nobody).sorted_by("custom"), 2).split()
    assert found[-1] == "both"


def test_an_entry_names_the_collection_inside_that_it_comes_from(family, nobody):
    listing = with_children(family, nobody)
    homes = {
        entry.bookmark.title: entry.collection and entry.collection.title
        for entry in listing.entries(listing.page())
    }
    assert homes["in-1"] == "Child 1"
    assert homes["both"] in {"Child 0", "Child 1"}
    assert homes["a"] is None


def test_what_lies_in_a_child_that_one_may_not_open_is_not_shown(family, nobody):
    family.children.filter(title="Child 1").update(audience="private")
    assert "in-1" not in shown(with_children(family, nobody))
    assert "in-0" in shown(with_children(family, nobody))


def test_many_children_cost_no_more_queries_than_few(ann, nobody, django_assert_num_queries):
    for n in (2, 30):
        shelf = CollectionFactory(owner=ann)
        for _ in range(n):
            BookmarkFactory(owner=ann, collections=[CollectionFactory(owner=ann, parent=shelf)])
        listing = with_children(shelf, nobody)
        with django_assert_num_queries(3):  # places, bookmarks, their homes
            listing.entries(listing.page())


# --- What is in a list -------------------------------------------------------------------------


def test_the_trash_begins_with_what_was_thrown_away_last(ann, bob):
    for n, title in enumerate("abc"):
        BookmarkFactory(owner=ann, title=title, trashed_at=minutes_after_noon(-n))
    BookmarkFactory(owner=ann, title="kept")
    BookmarkFactory(owner=bob, title="other", trashed_at=NOON)
    assert shown(of_trash(ann)) == "a b c"
    assert of_trash(ann).count() == 3


def test_the_library_holds_all_that_is_kept_and_no_trash(ann, bob):
    for title, fields in {
        "public": {},
        "private": {"audience": "private"},
        "hidden": {"hidden_at": NOON},
        "trash": {"trashed_at": NOON},
    }.items():
        BookmarkFactory(owner=ann, title=title, **fields)
    BookmarkFactory(owner=bob, title="other")
    assert shown(of_library(ann)) == "hidden private public"
    assert of_library(ann).count() == 3


def test_site_wide_lists_leave_out_what_is_for_its_collections_only(ann, nobody):
    shelf = CollectionFactory(owner=ann)
    for audience in ("public", "collections"):
        BookmarkFactory(
            owner=ann, title=audience, audience=audience, collections=[shelf], tags=["one"]
        )
    lists = (of_site(nobody), of_person(ann, nobody), of_tag(Tag.objects.get(), nobody))
    assert [shown(each) for each in lists] == ["public"] * 3
    assert shown(of_collection(shelf, [], nobody)) == "collections public"


def test_following_shows_each_bookmark_once_with_all_that_led_to_it(ann, bob):
    shelves = [CollectionFactory(owner=ann, title=title) for title in ("One", "Two")]
    for shelf in shelves:
        FollowFactory(follower=bob, collection=shelf)
    FollowFactory(follower=bob, person=ann)
    BookmarkFactory(owner=ann, title="loose")
    BookmarkFactory(owner=ann, title="both", collections=shelves)
    BookmarkFactory(owner=ann, title="only", audience="collections", collections=shelves[1:])
    BookmarkFactory(owner=bob, title="own", collections=shelves)
    following = Following(bob)
    listing = following.listing()
    entries = following.with_reasons(listing.entries(listing.page()))
    assert [(e.bookmark.title, [why.text for why in e.why]) for e in entries] == [
        ("only", ["in Ann’s Two"]),
        ("both", ["in Ann’s One", "in Ann’s Two", "by Ann"]),
        ("loose", ["by Ann"]),
    ]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_of_following_laid_together_hold_no_doubles(ann, bob, size):
    shelf = CollectionFactory(owner=ann)
    FollowFactory(follower=bob, collection=shelf)
    FollowFactory(follower=bob, person=ann)
    for n in range(7):
        BookmarkFactory(owner=ann, title=str(n), collections=[shelf] if n % 2 else [])
    listing = Following(bob).listing()
    assert walked(listing, size) == "6 5 4 3 2 1 0" == walked(listing, size, walking.back)


@pytest.mark.parametrize("may", [True, False])
def test_an_entry_says_whether_one_may_edit_it(ann, bob, may):
    BookmarkFactory(owner=ann)
    listing = of_person(ann, ann if may else bob)
    assert listing.entries(listing.page())[0].may_edit is may
