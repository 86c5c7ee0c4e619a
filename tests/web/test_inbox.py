"""Links from person to person."""

import pytest
from django.utils import timezone

from bookmarks.following import block_person, follow_person, unfollow
from bookmarks.models import Bookmark, Sent
from bookmarks.sending import A_DAY, NotSent, send
from tests.factories import NOON, BookmarkFactory, CollectionFactory, MemberFactory
from tests.web.pages import errors_beside, soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def thing(bob):
    """Bob's, who is followed by Ann."""
    return BookmarkFactory(owner=bob, title="Tea", link__title="All of tea")


@pytest.fixture
def as_bob(client, ann, bob):
    follow_person(ann, bob, NOON)
    client.force_login(bob)
    return client


def post(client, thing, **form):
    return client.post(f"/b/{thing.key}/send/", {"to": "ann", "message": "Look!", **form})


def test_a_link_is_sent_told_of_and_saved_with_credit(as_bob, ann, thing):
    assert "ann" in as_bob.get(f"/b/{thing.key}/send/").text
    post(as_bob, thing)
    as_bob.force_login(ann)
    assert "Bob sent you something." in words(soup(as_bob.get("/notices/")).main)
    row = soup(as_bob.get("/inbox/")).select_one(".row")
    assert "All of tea" in words(row)
    assert "Look!" in words(row)
    as_bob.post("/inbox/", {"save": row.find(attrs={"name": "save"})["value"]})
    saved = Bookmark.objects.get(owner=ann)
    assert (saved.link, saved.via, Sent.objects.waiting_for(ann).count()) == (thing.link, thing, 0)


def test_what_is_put_away_is_not_saved_and_may_come_again(as_bob, ann, thing):
    post(as_bob, thing)
    post(as_bob, thing)
    sent = Sent.objects.get()
    as_bob.force_login(ann)
    as_bob.post("/inbox/", {"put_away": sent.pk})
    assert not ann.bookmarks.exists()
    send(thing, ann, "", by=thing.owner, at=timezone.now())
    assert Sent.objects.waiting_for(ann).count() == 1


def test_a_stranger_sends_nothing_and_keeps_what_they_typed(as_bob, ann, bob, thing):
    unfollow(ann, bob)
    answer = post(as_bob, thing)
    assert "whom they follow" in errors_beside(answer, "to")
    assert "Look!" in answer.text
    assert not Sent.objects.exists()


def test_who_shares_a_collection_may_send(ann, bob, stranger, thing):
    shelf = CollectionFactory(owner=stranger)
    for person in (ann, bob):
        MemberFactory(collection=shelf, person=person)
    assert send(thing, ann, "", by=bob, at=NOON)
    assert send(thing, stranger, "", by=bob, at=NOON)


@pytest.mark.parametrize("change", ["blocked", "suspended"])
def test_of_whom_one_wants_nothing_nothing_waits(as_bob, ann, bob, thing, change):
    post(as_bob, thing)
    if change == "blocked":
        block_person(ann, bob)
    else:
        bob.suspend(NOON)
    assert not Sent.objects.waiting_for(ann).exists()


def test_nobody_sends_hundreds_in_a_day(ann, bob):
    follow_person(ann, bob, NOON)
    for _ in range(A_DAY):
        send(BookmarkFactory(owner=bob), ann, "", by=bob, at=NOON)
    with pytest.raises(NotSent):
        send(BookmarkFactory(owner=bob), ann, "", by=bob, at=NOON)


def test_nobody_answers_for_another(client, as_bob, thing, stranger):
    post(as_bob, thing)
    client.force_login(stranger)
    for button in ("save", "put_away"):
        assert client.post("/inbox/", {button: Sent.objects.get().pk}).status_code == 404
