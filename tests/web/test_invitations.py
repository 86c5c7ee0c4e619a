"""Asking people into a collection, and handing it over."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from bookmarks.following import block_person
from bookmarks.inviting import A_DAY, accept, invite, link_of
from bookmarks.models import Collection, Invitation
from tests.at_once import at_once
from tests.factories import BookmarkFactory, CollectionFactory, MemberFactory, PersonFactory
from tests.web.pages import soup, titles, words

pytestmark = pytest.mark.django_db
PAGE = "/@ann/shelf/members/"


@pytest.fixture
def shelf(ann):
    return CollectionFactory(owner=ann, title="Shelf", audience="private")


@pytest.fixture
def as_ann(client, ann):
    client.force_login(ann)
    return client


def roles(shelf):
    return dict(shelf.members.values_list("person__handle", "role"))


def answer(client, person, invitation, word="accept"):
    client.force_login(person)
    return client.post(invitation.get_absolute_url(), {"answer": word}, follow=True)


def test_a_link_lets_in_whoever_has_it_until_it_is_taken_back(as_ann, shelf, bob, stranger):
    as_ann.post(PAGE, {"link": "editor"})
    link = Invitation.objects.get()
    assert link.get_absolute_url() in as_ann.get(PAGE).text
    answer(as_ann, bob, link)
    as_ann.force_login(shelf.owner)
    as_ann.post(PAGE, {"revoke": link.key})
    assert answer(as_ann, stranger, link).status_code == 404
    assert roles(shelf) == {"bob": "editor"}


def test_a_mail_asks_somebody_who_is_not_here_yet(as_ann, shelf):
    as_ann.post(PAGE, {"mail-email": "New@Example.org", "mail-role": "viewer"})
    [letter] = mail.outbox
    assert letter.to == ["New@Example.org"]
    path = Invitation.objects.get().get_absolute_url()
    assert path in letter.body
    as_ann.logout()
    page = as_ann.get(path)
    assert "Ann invites you" in page.text
    assert as_ann.post(path, {"answer": "accept"}).status_code == 200
    assert roles(shelf) == {}
    assert f"?next={path}" in page.text


def test_an_invitation_by_mail_lets_one_person_in(as_ann, shelf, bob, stranger):
    as_ann.post(PAGE, {"mail-email": "new@example.org", "mail-role": "viewer"})
    invitation = Invitation.objects.get()
    answer(as_ann, bob, invitation)
    assert answer(as_ann, stranger, invitation).status_code == 404
    assert roles(shelf) == {"bob": "viewer"}


@pytest.mark.parametrize("change", ["declined", "old", "blocked", "suspended", "deleted"])
def test_what_is_no_longer_open_lets_nobody_in(client, ann, shelf, bob, change):
    invitation = invite(shelf, bob, "viewer", timezone.now())
    if change == "declined":
        answer(client, bob, invitation, "decline")
    if change == "old":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    if change == "blocked":
        block_person(bob, ann)
    if change == "suspended":
        ann.suspend(timezone.now())
    if change == "deleted":
        shelf.delete()
    assert answer(client, bob, invitation).status_code == 404
    assert not Collection.objects.filter(members__person=bob).exists()


def test_another_person_sees_nothing_of_it(client, shelf, bob, stranger):
    invitation = invite(shelf, bob, "viewer", timezone.now())
    client.force_login(stranger)
    page = client.get(invitation.get_absolute_url())
    assert page.status_code == 404
    assert "Shelf" not in page.text + client.get("/invitations/").text


def test_who_has_blocked_the_owner_is_not_asked(as_ann, ann, shelf, bob):
    block_person(bob, ann)
    page = as_ann.post(PAGE, {"handle": "bob", "role": "viewer"})
    assert page.status_code == 422
    assert "does not want to hear from you" in page.text


def test_nobody_asks_hundreds_in_a_day(as_ann, shelf):
    for n in range(A_DAY):
        invite(shelf, PersonFactory(handle=f"many-{n}"), "viewer", timezone.now())
    page = as_ann.post(PAGE, {"mail-email": "new@example.org", "mail-role": "viewer"})
    assert (page.status_code, mail.outbox) == (422, [])
    assert soup(page).select_one("[name=mail-email]")["value"] == "new@example.org"


def test_a_collection_is_handed_over_once_the_other_accepts(as_ann, ann, shelf, bob):
    MemberFactory(collection=shelf, person=bob, role="editor")
    inside = CollectionFactory(owner=ann, parent=shelf, title="Inside")
    BookmarkFactory(owner=ann, title="Ann's", collections=[shelf])
    as_ann.post("/@ann/shelf/hand-over/", {"to": "bob"})
    assert Collection.objects.get(pk=shelf.pk).owner == ann
    answer(as_ann, bob, Invitation.objects.get())
    shelf.refresh_from_db()
    inside.refresh_from_db()
    assert (shelf.owner, roles(shelf), inside.parent) == (bob, {"ann": "editor"}, None)
    moved = as_ann.get("/@ann/shelf/?sort=oldest")
    assert (moved.status_code, moved["Location"]) == (301, "/@bob/shelf/?sort=oldest")
    assert titles(soup(as_ann.get("/@bob/shelf/"))) == ["Ann's"]


def test_a_collection_goes_only_to_one_of_its_editors(as_ann, shelf, bob, stranger):
    MemberFactory(collection=shelf, person=bob, role="viewer")
    for handle in ("bob", "stranger", "nobody"):
        assert as_ann.post("/@ann/shelf/hand-over/", {"to": handle}).status_code == 422
    assert not Invitation.objects.exists()


def test_the_activity_names_who_came_and_added(as_ann, ann, shelf, bob, stranger):
    accept(link_of(shelf, "editor", timezone.now()), bob, timezone.now())
    as_ann.force_login(bob)
    form = {"url": "https://example.org/oak", "title": "Oak", "audience": "collections"}
    as_ann.post("/save/", form | {"collections": [shelf.pk]})
    as_ann.force_login(ann)
    rows = soup(as_ann.get("/@ann/shelf/activity/")).select(".row p")
    assert [words(row) for row in rows] == ["Bob added Oak", "Bob joined"]
    as_ann.force_login(stranger)
    assert as_ann.get("/@ann/shelf/activity/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_many_who_come_by_one_link_at_once_are_all_let_in(shelf):
    link = link_of(shelf, "viewer", timezone.now())
    people = [PersonFactory() for _ in range(4)]
    at_once([lambda who=who: accept(link, who, timezone.now()) for who in people * 2])
    assert shelf.members.count() == 4
