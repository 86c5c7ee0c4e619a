"""Taking bookmarks away: each sees in the file what they see on the pages."""

import pytest
from django.urls import reverse

from tests.factories import BookmarkFactory, CollectionFactory, MemberFactory

pytestmark = pytest.mark.django_db


def text_of(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def shelf(ann):
    return CollectionFactory(owner=ann, title="Shelf")


def address_of(collection):
    return reverse("collection-export", args=[collection.owner.handle, collection.slug])


def test_my_library_is_one_file_to_keep(client, ann, bob, shelf):
    BookmarkFactory(owner=ann, title="Mine", audience="private", collections=[shelf])
    BookmarkFactory(owner=bob, title="Not mine")
    client.force_login(ann)
    response = client.get(reverse("library-export"))
    assert response["Content-Disposition"].startswith('attachment; filename="linkshare-ann-20')
    text = text_of(response)
    assert "Mine" in text
    assert "Not mine" not in text
    assert ">Shelf</H3>" in text


def test_what_lies_in_the_trash_is_not_taken_along(client, ann):
    BookmarkFactory(owner=ann, title="Rubbish").trash(ann.date_joined)
    client.force_login(ann)
    assert "Rubbish" not in text_of(client.get(reverse("library-export")))


def test_a_member_takes_what_they_may_see(client, ann, bob, shelf):
    MemberFactory(collection=shelf, person=bob)
    BookmarkFactory(owner=ann, title="Shared", audience="collections", collections=[shelf])
    BookmarkFactory(owner=ann, title="Secret", audience="private", collections=[shelf])
    client.force_login(bob)
    text = text_of(client.get(address_of(shelf)))
    assert "Shared" in text
    assert "Secret" not in text


def test_others_do_not_learn_how_far_a_bookmark_goes(client, ann, bob, shelf):
    MemberFactory(collection=shelf, person=bob)
    BookmarkFactory(
        owner=ann, audience="collections", collections=[shelf], is_to_read=True, is_favorite=True
    )
    client.force_login(bob)
    text = text_of(client.get(address_of(shelf)))
    assert "AUDIENCE" not in text
    assert 'PRIVATE="0" TOREAD="0"' in text
    assert "IMPORTANT" not in text


def test_who_is_signed_out_is_asked_to_log_in(client, shelf):
    assert client.get(address_of(shelf)).status_code == 302


def test_a_stranger_gets_no_file_of_a_private_collection(client, ann, stranger):
    client.force_login(stranger)
    private = CollectionFactory(owner=ann, audience="private")
    assert client.get(address_of(private)).status_code == 404


def test_a_private_collection_inside_is_no_business_of_a_member(client, ann, bob, shelf):
    MemberFactory(collection=shelf, person=bob)
    inner = CollectionFactory(owner=ann, parent=shelf, title="Within", audience="private")
    BookmarkFactory(owner=ann, title="Deep", audience="collections", collections=[inner])
    client.force_login(bob)
    text = text_of(client.get(address_of(shelf)))
    assert "Within" not in text
    assert "Deep" not in text
