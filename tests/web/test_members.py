"""Sharing a collection: members, their roles, and leaving."""

import pytest

from bookmarks.models import Collection, Invitation
from tests.factories import BookmarkFactory, CollectionFactory, MemberFactory
from tests.web.pages import soup, titles, typed, words

PAGE = "/@ann/shelf/members/"


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def shelf(ann):
    return CollectionFactory(owner=ann, title="Shelf", audience="private")


def add(client, handle, role="viewer"):
    return client.post(PAGE, {"handle": handle, "role": role}, follow=True)


def join(client, person, role="viewer"):
    """The owner asks, the person accepts; the owner goes on."""
    add(client, person.handle, role)
    owner = Collection.objects.get().owner
    client.force_login(person)
    client.post(asked(person), {"answer": "accept"})
    client.force_login(owner)


def asked(person):
    return Invitation.objects.filter(person=person).latest("pk").get_absolute_url()


def roles(shelf):
    return dict(shelf.members.values_list("person__handle", "role"))


@pytest.mark.parametrize("handle", ["bob", "@bob", " BOB "])
def test_a_person_is_asked_by_name_however_it_is_typed(client, shelf, bob, handle):
    assert "Bob is invited." in add(client, handle).text
    assert roles(shelf) == {}
    client.force_login(bob)
    assert "invited you to “Shelf”" in words(soup(client.get("/notices/")).main)
    assert "Shelf" in client.get("/invitations/").text
    client.post(asked(bob), {"answer": "accept"})
    assert roles(shelf) == {"bob": "viewer"}


def test_adding_again_changes_the_role_and_so_does_one_button(client, shelf, bob):
    join(client, bob)
    assert "Bob is a member." in add(client, "bob", "editor").text
    assert roles(shelf) == {"bob": "editor"}
    for role in ("viewer", "editor"):
        row = soup(client.get(PAGE)).select_one(".row form")
        sent = {tag["name"]: tag["value"] for tag in row.select("[name]")}
        client.post(PAGE, sent)
        assert roles(shelf) == {"bob": role}


def test_a_viewer_looks_and_an_editor_adds(client, shelf, bob):
    join(client, bob)
    client.force_login(bob)
    assert client.get("/@ann/shelf/").status_code == 200
    assert "collections" not in typed(client.get("/save/", {"collection": shelf.pk}))
    shelf.members.update(role="editor")
    form = typed(client.get("/save/", {"collection": shelf.pk, "url": "https://example.org/oak"}))
    client.post("/save/", form)
    client.force_login(shelf.owner)
    assert titles(soup(client.get("/@ann/shelf/"))) == ["https://example.org/oak"]


def test_removing_a_member_takes_out_what_they_added(client, ann, shelf, bob):
    MemberFactory(collection=shelf, person=bob, role="editor")
    BookmarkFactory(owner=ann, title="Ann's", collections=[shelf])
    BookmarkFactory(owner=bob, title="Bob's", collections=[shelf])
    page = client.get(f"{PAGE}bob/remove/")
    assert "1 bookmark that they added leaves the collection" in page.text
    assert "bob" in roles(shelf)
    answer = client.post(f"{PAGE}bob/remove/", follow=True)
    assert "Bob is no longer a member." in answer.text
    assert titles(soup(client.get("/@ann/shelf/"))) == ["Ann's"]
    assert bob.bookmarks.exists()
    client.force_login(bob)
    assert client.get("/@ann/shelf/").status_code == 404


def test_who_is_no_member_cannot_be_removed(client, shelf, stranger):
    assert client.post(f"{PAGE}stranger/remove/").status_code == 404


def test_each_member_stands_with_their_role(client, shelf, bob, stranger):
    join(client, bob, "editor")
    join(client, stranger)
    rows = soup(client.get(PAGE)).select(".row .row-main")
    assert [words(row) for row in rows] == ["Bob May add and order", "stranger May look"]


def test_leaving_says_first_what_leaves_too(client, shelf, bob):
    MemberFactory(collection=shelf, person=bob, role="editor")
    BookmarkFactory(owner=bob, collections=[shelf])
    client.force_login(bob)
    assert "What you added leaves the collection with you." in client.get("/@ann/shelf/leave/").text
    assert roles(shelf) == {"bob": "editor"}
    answer = client.post("/@ann/shelf/leave/", follow=True)
    assert "You have left “Shelf”." in answer.text
    assert (roles(shelf), shelf.items.count(), bob.bookmarks.count()) == ({}, 0, 1)


@pytest.mark.parametrize("who", ["ann", "stranger"])
def test_who_is_no_member_has_nothing_to_leave(client, shelf, who, request):
    shelf.audience = "public"
    shelf.save()
    client.force_login(request.getfixturevalue(who))
    assert client.get("/@ann/shelf/leave/").status_code == 404
    assert client.post("/@ann/shelf/leave/").status_code == 404
