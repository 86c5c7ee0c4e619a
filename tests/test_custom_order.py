"""The custom order of a collection: moved to the top, up, down and to the bottom."""

import pytest

from bookmarks.listing import of_collection
from bookmarks.models import Bookmark, CollectionItem
from bookmarks.ordering import move, move_beside
from tests.factories import NOON, BookmarkFactory, CollectionFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(ann):
    """Holds d, c, b, a: what was put in last stands at the top."""
    collection = CollectionFactory(owner=ann)
    for title in "abcd":
        BookmarkFactory(owner=ann, title=title, collections=[collection])
    return collection


def item(shelf, title):
    return shelf.items.select_related("collection").get(bookmark__title=title)


def order(shelf, viewer=None) -> str:
    listing = of_collection(shelf, [], viewer or shelf.owner).sorted_by("custom")
    return "".join(entry.bookmark.title for entry in listing.entries(listing.page()))


MOVES = [
    ("a", "top", "adcb"),
    ("a", "up", "dcab"),
    ("a", "down", "dcba"),
    ("a", "bottom", "dcba"),
    ("b", "down", "dcab"),
    ("c", "up", "cdba"),
    ("d", "up", "dcba"),
    ("d", "top", "dcba"),
    ("d", "down", "cdba"),
    ("d", "bottom", "cbad"),
]


@pytest.mark.parametrize(("title", "where", "after"), MOVES)
def test_a_move(shelf, ann, title, where, after):
    move(item(shelf, title), where, by=ann)
    assert order(shelf) == after


@pytest.mark.parametrize(("title", "where", "after"), MOVES)
def test_a_move_where_all_have_the_same_place(shelf, ann, title, where, after):
    shelf.items.update(position=7)
    move(item(shelf, title), where, by=ann)
    assert order(shelf) == after


@pytest.mark.parametrize(("title", "where", "after"), MOVES)
def test_a_move_where_there_is_no_room_between_neighbours(shelf, ann, title, where, after):
    for position, name in enumerate("abcd", start=-2):
        shelf.items.filter(bookmark__title=name).update(position=position)
    move(item(shelf, title), where, by=ann)
    assert order(shelf) == after


def test_a_hundred_moves_up_and_down_use_up_no_room(shelf, ann):
    for _ in range(50):
        move(item(shelf, "d"), "down", by=ann)
        move(item(shelf, "c"), "down", by=ann)
    assert order(shelf) == "dcba"


def test_a_move_writes_one_row(shelf, ann):
    before = dict(shelf.items.exclude(bookmark__title="a").values_list("pk", "position"))
    move(item(shelf, "a"), "up", by=ann)
    assert dict(shelf.items.exclude(bookmark__title="a").values_list("pk", "position")) == before


@pytest.mark.parametrize("fields", [{"trashed_at": NOON}, {"audience": "private"}])
def test_a_move_passes_a_bookmark_that_is_seen(shelf, ann, bob, fields):
    MemberFactory(collection=shelf, person=bob, role="editor")
    Bookmark.objects.filter(title__in=["b", "c"]).update(**fields)
    assert order(shelf, bob) == "da"
    move(item(shelf, "a"), "up", by=bob)
    assert order(shelf, bob) == "ad"
    move(item(shelf, "a"), "down", by=bob)
    assert order(shelf, bob) == "da"


def test_a_move_minds_no_other_collection(shelf, ann):
    other = CollectionFactory(owner=ann)
    BookmarkFactory(owner=ann, title="x", collections=[other])
    move(item(other, "x"), "top", by=ann)
    move(item(shelf, "a"), "top", by=ann)
    assert (order(other), order(shelf)) == ("x", "adcb")


def test_there_is_no_other_place(shelf, ann):
    with pytest.raises(KeyError):
        move(item(shelf, "a"), "sideways", by=ann)


def test_what_was_taken_out_meanwhile_does_not_move(shelf, ann):
    taken = item(shelf, "a")
    CollectionItem.objects.filter(pk=taken.pk).delete()
    with pytest.raises(CollectionItem.DoesNotExist):
        move(taken, "top", by=ann)
    assert order(shelf) == "dcb"


@pytest.mark.parametrize(
    ("title", "where", "beside", "then"),
    [("a", "before", "d", "adcb"), ("d", "after", "a", "cbad"), ("a", "after", "d", "dacb"),
     ("b", "before", "c", "dbca"), ("c", "before", "c", "dcba")],
)  # fmt: skip
def test_beside_another(shelf, title, where, beside, then):
    for _ in range(30):  # there is always room
        move_beside(item(shelf, title), item(shelf, beside), where)
    assert order(shelf) == then
