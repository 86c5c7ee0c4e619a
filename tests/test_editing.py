"""One edit taken back, from the message that tells of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookmarks.bulk.working import tidy
from bookmarks.models import Bookmark, BulkChange, CollectionItem
from bookmarks.saving import add_tags, mark
from tests.factories import BookmarkFactory, CollectionFactory, LinkFactory
from tests.web.pages import soup, typed, words

PART = {"HX-Request": "true"}


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def shelves(ann):
    return [CollectionFactory(owner=ann, title=title) for title in ("Old", "New")]


@pytest.fixture
def oak(ann, shelves):
    link = LinkFactory(url="https://example.org/oak")
    return BookmarkFactory(
        owner=ann, link=link, title="Oak", tags=["tree", "wood"], collections=shelves[:1]
    )


def state():
    fields = ("title", "note", "audience", "is_favorite", "is_to_read", "link__url")
    items = ("pk", "collection__title", "position", "added_at")
    bookmark = Bookmark.objects.get()
    shown = Bookmark.objects.values_list(*fields).get()
    return shown, bookmark.tag_names, list(CollectionItem.objects.values_list(*items))


def edit(client, bookmark, **said):
    """The address at which that is undone."""
    path = f"/b/{bookmark.key}/edit/"
    answer = client.post(path, typed(client.get(path)) | said, follow=True)
    form = soup(answer).select_one(".messages form")
    return form and form["action"]


def undo(client, address):
    return words(soup(client.post(address, follow=True)).select_one(".messages"))


def test_all_is_as_it_was_and_in_the_same_place(client, oak, shelves):
    was = state()
    address = edit(
        client, oak, title="Elm", note="New", tags="elm, wood", audience="private",
        url="https://example.org/elm", collections=[shelves[1].pk], is_to_read="on",
    )  # fmt: skip
    assert state() != was
    assert undo(client, address) == "Undone: the bookmark is as it was."
    assert state() == was
    assert undo(client, address) == "There is nothing to undo."


def test_words_changed_where_they_stand_come_with_their_way_back(client, oak):
    path = f"/b/{oak.key}/inline/"
    form = soup(client.get(path, headers=PART)).form
    said = {field["name"]: field.get("value", field.text) for field in form.select("[name]")}
    answer = client.post(path, said | {"title": "Elm", "tags": ""}, headers=PART)
    assert undo(client, soup(answer).select_one("[data-hx-swap-oob] form")["action"])
    assert Bookmark.objects.get().title == "Oak"
    assert Bookmark.objects.get().tag_names == ["tree", "wood"]


def test_what_was_edited_since_is_left_and_that_is_said(client, oak):
    address = edit(client, oak, title="Elm")
    add_tags(oak, ["later"], timezone.now())
    assert undo(client, address) == "Nothing was undone: the bookmark has been changed since."
    assert Bookmark.objects.get().title == "Elm"


def test_a_star_and_an_audience_that_were_given_since_stay(client, oak):
    address = edit(client, oak, title="Elm", audience="private")
    mark(Bookmark.objects.get(), is_favorite=True)
    Bookmark.objects.update(audience="collections")
    undo(client, address)
    oak.refresh_from_db()
    assert (oak.title, oak.is_favorite, oak.audience) == ("Oak", True, "collections")


def test_nothing_changed_is_nothing_to_undo(client, oak):
    assert edit(client, oak) is None


def test_an_old_address_that_was_saved_anew_is_not_taken_away(client, oak, ann):
    address = edit(client, oak, url="https://example.org/elm")
    BookmarkFactory(
        owner=ann, link=LinkFactory._meta.model.objects.get(url="https://example.org/oak")
    )
    assert undo(client, address).startswith("Nothing was undone")


def test_nobody_else_undoes_it_and_it_is_forgotten_after_a_day(client, oak, bob):
    address = edit(client, oak, title="Elm")
    client.force_login(bob)
    assert client.post(address).status_code == 404
    tidy(timezone.now() + timedelta(days=1))
    assert not BulkChange.objects.exists()
