"""The custom order of a collection: /@handle/slug/order/."""

import pytest

from tests.factories import BookmarkFactory, CollectionFactory, MemberFactory
from tests.web.pages import soup, titles, words

PAGE = "/@ann/shelf/order/"


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def four(ann):
    """Added d first, a last, so that a is on top."""
    shelf = CollectionFactory(owner=ann, title="Shelf", default_sort="custom")
    made = {title: BookmarkFactory(owner=ann, title=title, collections=[shelf]) for title in "dcba"}
    return {title: bookmark.key for title, bookmark in made.items()}


def order(client) -> str:
    rows = soup(client.get(PAGE)).select(".row-main")
    return "".join(words(row)[0] for row in rows)


@pytest.mark.parametrize(
    ("title", "to", "then"),
    [
        ("c", "top", "cabd"), ("a", "top", "abcd"), ("c", "up", "acbd"), ("a", "up", "abcd"),
        ("b", "down", "acbd"), ("d", "down", "abcd"), ("b", "bottom", "acdb"),
        ("d", "bottom", "abcd"),
    ],
)  # fmt: skip
def test_a_button_moves_an_entry_and_readers_see_it(client, four, title, to, then):
    assert order(client) == "abcd"
    answer = client.post(PAGE, {"bookmark": four[title], "to": to})
    assert answer.url == f"{PAGE}#{four[title]}"
    assert order(client) == "".join(titles(soup(client.get("/@ann/shelf/")))) == then


def test_many_moves_between_the_same_two_never_run_out_of_room(client, four):
    for _ in range(50):
        client.post(PAGE, {"bookmark": four["b"], "to": "down"})
        client.post(PAGE, {"bookmark": four["b"], "to": "up"})
    assert order(client) == "abcd"


def test_each_row_says_to_whom_its_buttons_belong(client, four):
    row = soup(client.get(PAGE)).select_one(".row")
    assert row["id"] == four["a"]
    names = [words(button) for button in row.select("button")]
    assert names == ["To the top: a", "Up: a", "Down: a", "To the end: a"]


def test_an_editor_orders_and_a_viewer_does_not(client, four, ann, bob, stranger):
    shelf = ann.collections.get()
    MemberFactory(collection=shelf, person=bob, role="editor")
    MemberFactory(collection=shelf, person=stranger, role="viewer")
    client.force_login(bob)
    client.post(PAGE, {"bookmark": four["d"], "to": "top"})
    assert order(client) == "dabc"
    client.force_login(stranger)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"bookmark": four["a"], "to": "top"}).status_code == 404


def test_what_is_not_in_the_collection_cannot_be_moved(client, four, ann):
    other = BookmarkFactory(owner=ann)
    assert client.post(PAGE, {"bookmark": other.key, "to": "top"}).status_code == 404


def test_a_long_order_has_pages_and_a_move_stays_on_its_own(client, four, ann):
    BookmarkFactory.create_batch(40, owner=ann, collections=[ann.collections.get()])
    second = soup(client.get(PAGE)).select_one("a[rel=next]")["href"]
    answer = client.post(PAGE + second, {"bookmark": four["d"], "to": "up"})
    assert answer.url == f"{PAGE}{second}#{four['d']}"


def test_an_empty_collection_has_no_order(client, ann):
    CollectionFactory(owner=ann, title="Shelf")
    assert "Nothing to put in order yet." in client.get(PAGE).text


def test_an_entry_that_was_dragged_stands_beside_the_other(client, four):
    sent = {"bookmark": four["d"], "to": "before", "beside": four["b"]}
    assert client.post(PAGE, sent, headers={"HX-Request": "true"}).status_code == 204
    assert order(client) == "adbc"
    assert client.post(PAGE, sent | {"beside": "nowhere"}).status_code == 404


def test_entries_can_be_dragged_where_their_own_order_is_shown(client, four, bob):
    assert soup(client.get("/@ann/shelf/")).select_one("#entries")["data-order"] == PAGE
    assert not soup(client.get("/@ann/shelf/?sort=newest")).select("[data-order]")
    client.force_login(bob)
    assert not soup(client.get("/@ann/shelf/")).select("[data-order]")


def test_what_is_dropped_on_a_collection_lies_there_and_can_be_undone(client, ann, four):
    goal = CollectionFactory(owner=ann, title="Goal")
    side = soup(client.get("/library/")).select_one(f"[data-drop='{goal.pk}']")
    drop = f"/b/{four['a']}/put/", {"collection": side["data-drop"]}
    answer = client.post(*drop, headers={"HX-Request": "true"})
    assert goal.items.count() == 1
    assert "already" in client.post(*drop, headers={"HX-Request": "true"}).text
    client.post(soup(answer).form["action"])
    assert goal.items.count() == 0
    assert client.post(drop[0], {"collection": 0}).status_code == 404
