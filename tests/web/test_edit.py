"""Changing a bookmark: /b/<key>/edit/."""

import pytest

from bookmarks.models import Bookmark, Link
from tests.factories import NOON, BookmarkFactory, CollectionFactory, LinkFactory, MemberFactory
from tests.web.pages import errors_beside, soup, typed


@pytest.fixture
def bookmark(ann):
    link = LinkFactory(url="https://example.org/oak")
    return BookmarkFactory(owner=ann, link=link, title="Oak", note="Old.", tags=["tree", "wood"])


@pytest.fixture
def path(bookmark):
    return f"/b/{bookmark.key}/edit/"


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


def test_the_form_shows_what_is_kept_and_keeps_what_it_shows(client, bookmark, path):
    form = typed(client.get(path))
    assert (form["url"], form["title"]) == ("https://example.org/oak", "Oak")
    assert (form["note"], form["tags"], form["audience"]) == ("Old.", "tree, wood", ["public"])
    before = Bookmark.objects.values("title", "note", "audience", "link_id").get()
    answer = client.post(path, form)
    assert answer.url == bookmark.get_absolute_url()
    assert Bookmark.objects.values("title", "note", "audience", "link_id").get() == before
    assert bookmark.tag_names == ["tree", "wood"]


def test_each_field_is_changed(client, bookmark, path, ann):
    shelf = CollectionFactory(owner=ann)
    form = typed(client.get(path)) | {
        "title": "", "note": "New.", "tags": "ash", "audience": "private", "is_to_read": "on",
        "collections": shelf.pk, "url": "https://example.org/ash",
    }  # fmt: skip
    client.post(path, form)
    bookmark.refresh_from_db()
    assert (bookmark.title, bookmark.note, bookmark.audience) == ("", "New.", "private")
    assert (bookmark.tag_names, bookmark.is_to_read) == (["ash"], True)
    assert bookmark.link.url == "https://example.org/ash"
    assert bookmark.link.is_waiting
    assert list(bookmark.collections.all()) == [shelf]
    assert bookmark.saved_at != bookmark.changed_at


def test_what_was_changed_in_another_window_is_shown_before_it_is_replaced(client, bookmark, path):
    form = typed(client.get(path))
    client.post(path, form | {"note": "Of the first window."})
    answer = client.post(path, form | {"note": "Of the second window.", "tags": "ash"})
    assert answer.status_code == 422
    assert "Of the first window." in soup(answer).select_one("[role=alert]").text
    assert (typed(answer)["note"], typed(answer)["tags"]) == ("Of the second window.", "ash")
    assert Bookmark.objects.get().note == "Of the first window."
    assert client.post(path, typed(answer)).status_code == 302
    assert Bookmark.objects.get().note == "Of the second window."


def test_a_button_that_is_pressed_twice_is_no_conflict(client, bookmark, path):
    form = typed(client.get(path)) | {"note": "New.", "tags": "ash"}
    assert [client.post(path, form).status_code for _twice in range(2)] == [302, 302]


def test_it_leaves_a_collection_and_is_kept_in_those_of_others(client, bookmark, path, ann, bob):
    own, theirs = CollectionFactory(owner=ann), CollectionFactory(owner=bob)
    membership = MemberFactory(collection=theirs, person=ann, role="editor")
    for shelf in (own, theirs):
        shelf.items.create(bookmark=bookmark, position=1, saved_at=NOON, added_at=NOON)
    membership.role = "viewer"  # Ann may no longer take it out, so the form does not offer it
    membership.save()
    form = typed(client.get(path))
    assert form["collections"] == [str(own.pk)]
    client.post(path, form | {"collections": []})
    assert list(bookmark.collections.all()) == [theirs]


def test_the_address_of_another_bookmark_is_refused_and_nothing_is_lost(
    client, bookmark, path, ann
):
    other = BookmarkFactory(owner=ann)
    form = typed(client.get(path)) | {"url": other.link.url, "note": "Typed."}
    answer = client.post(path, form)
    assert answer.status_code == 422
    assert "saved this address already" in errors_beside(answer, "url")
    assert typed(answer)["note"] == "Typed."
    bookmark.refresh_from_db()
    assert bookmark.note == "Old."


@pytest.mark.parametrize("who", ["bob", "stranger", "moderator", "admin"])
def test_nobody_edits_the_bookmark_of_another(client, bookmark, path, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(path).status_code == 404
    assert (
        client.post(path, {"url": "https://example.org/", "audience": "public"}).status_code == 404
    )
    assert Link.objects.count() == 1


def test_from_the_form_it_goes_to_the_trash_and_the_library_is_shown(client, bookmark, path):
    throw_away = soup(client.get(path)).select_one("form[action$='/trash/']")
    sent = {field["name"]: field["value"] for field in throw_away.select("input")}
    answer = client.post(throw_away["action"], sent)
    assert answer.url == "/library/"
    bookmark.refresh_from_db()
    assert bookmark.trashed_at
    assert not soup(client.get(path)).select("form[action$='/trash/']")
