"""The trash: into it, out of it, and for good."""

import pytest

from bookmarks.models import Bookmark, Link
from tests.factories import NOON, BookmarkFactory, CollectionFactory, minutes_after_noon
from tests.web.pages import soup, titles, words


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def bookmark(ann):
    shelf = CollectionFactory(owner=ann, title="Shelf")
    return BookmarkFactory(owner=ann, title="Oak", tags=["tree"], collections=[shelf])


def press(client, bookmark, verb, **sent):
    return client.post(f"/b/{bookmark.key}/{verb}/", sent, follow=True)


def test_what_goes_to_the_trash_is_seen_nowhere_and_comes_back_whole(client, bookmark):
    press(client, bookmark, "trash")
    for path in ("/library/", "/@ann/", "/@ann/shelf/"):
        assert not titles(soup(client.get(path))), path
    assert client.get("/tags/tree/").status_code == 404
    assert "Oak" in client.get("/trash/").text
    restored = press(client, bookmark, "restore")
    assert restored.request["PATH_INFO"] == bookmark.get_absolute_url()
    for path in ("/library/", "/@ann/", "/@ann/shelf/", "/tags/tree/"):
        assert titles(soup(client.get(path))) == ["Oak"], path


def test_the_undo_beside_the_news_brings_it_back(client, bookmark):
    page = soup(press(client, bookmark, "trash", next="/@ann/shelf/"))
    assert page.select_one(".crumbs")
    client.post(page.select_one(".messages form")["action"])
    assert Bookmark.objects.get().trashed_at is None


def test_the_last_to_go_stands_first(client, ann):
    for n, title in enumerate(("first", "second", "third")):
        BookmarkFactory(owner=ann, title=title, trashed_at=minutes_after_noon(n))
    rows = soup(client.get("/trash/")).select(".row-main > a")
    assert [words(row) for row in rows] == ["third", "second", "first"]


def test_it_is_deleted_for_good_from_the_trash_only(client, bookmark):
    press(client, bookmark, "delete")
    assert Bookmark.objects.exists()
    press(client, bookmark, "trash")
    answer = press(client, bookmark, "delete")
    assert "Deleted for good." in answer.text
    assert not Bookmark.objects.exists()
    assert Link.objects.exists()


def test_emptying_asks_first_and_says_how_many(client, ann, bookmark):
    BookmarkFactory.create_batch(2, owner=ann, trashed_at=NOON)
    asked = client.get("/trash/empty/")
    assert "2 bookmarks will be deleted for good." in asked.text
    assert Bookmark.objects.count() == 3
    done = client.post("/trash/empty/", follow=True)
    assert "2 bookmarks deleted for good." in done.text
    assert list(Bookmark.objects.all()) == [bookmark]


def test_nobody_empties_or_sees_the_trash_of_another(client, bob):
    theirs = BookmarkFactory(owner=bob, title="Bob's", trashed_at=NOON)
    assert "Bob's" not in client.get("/trash/").text
    client.post("/trash/empty/")
    press(client, theirs, "delete")
    assert press(client, theirs, "restore").status_code == 404
    theirs.refresh_from_db()
    assert theirs.trashed_at


def test_an_empty_trash_says_so_and_offers_nothing(client, bookmark):
    page = soup(client.get("/trash/"))
    assert words(page.select_one(".empty")) == "The trash is empty."
    assert not page.select("main form, main .button-danger")


def test_a_long_trash_has_pages(client, ann):
    BookmarkFactory.create_batch(31, owner=ann, trashed_at=NOON)
    first = soup(client.get("/trash/"))
    second = soup(client.get("/trash/" + first.select_one("a[rel=next]")["href"]))
    assert (len(first.select(".row")), len(second.select(".row"))) == (30, 1)
