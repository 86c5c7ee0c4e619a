"""The one rule of who sees what, on the queryset itself."""

import pytest

from accounts.models import Block
from bookmarks.models import Bookmark, Collection
from tests.factories import NOON, BookmarkFactory, CollectionFactory, MemberFactory

pytestmark = pytest.mark.django_db


def sees(viewer, bookmark) -> bool:
    seen = Bookmark.objects.visible_to(viewer)
    assert set(Bookmark.objects.listed_to(viewer)) == set(seen.listed())
    return seen.filter(pk=bookmark.pk).exists()


def opens(viewer, collection) -> bool:
    return Collection.objects.visible_to(viewer).filter(pk=collection.pk).exists()


def test_everyone_sees_a_public_bookmark(ann, stranger, nobody):
    bookmark = BookmarkFactory(owner=ann, audience="public")
    assert all(sees(viewer, bookmark) for viewer in (ann, stranger, nobody))


def test_only_its_owner_sees_a_private_bookmark_even_in_a_public_collection(ann, stranger, nobody):
    shelf = CollectionFactory(owner=ann, audience="public")
    bookmark = BookmarkFactory(owner=ann, audience="private", collections=[shelf])
    assert sees(ann, bookmark)
    assert not sees(stranger, bookmark)
    assert not sees(nobody, bookmark)


@pytest.mark.parametrize(
    ("audience", "seen"), [("public", True), ("unlisted", True), ("private", False)]
)
def test_an_audience_of_collections_follows_the_collection(ann, nobody, audience, seen):
    shelf = CollectionFactory(owner=ann, audience=audience)
    bookmark = BookmarkFactory(owner=ann, audience="collections", collections=[shelf])
    assert sees(nobody, bookmark) is seen


def test_a_member_sees_what_a_private_collection_holds(ann, bob, stranger):
    shelf = CollectionFactory(owner=ann, audience="private")
    MemberFactory(collection=shelf, person=bob)
    bookmark = BookmarkFactory(owner=ann, audience="collections", collections=[shelf])
    assert sees(bob, bookmark)
    assert not sees(stranger, bookmark)


def test_a_bookmark_in_no_collection_with_that_audience_is_its_owners_alone(ann, stranger):
    bookmark = BookmarkFactory(owner=ann, audience="collections")
    assert sees(ann, bookmark)
    assert not sees(stranger, bookmark)


@pytest.mark.parametrize(
    "fields", [{"trashed_at": NOON}, {"hidden_at": NOON}, {"is_blocked": True}, {"is_held": True}]
)
def test_what_is_in_the_trash_or_withheld_is_its_owners_alone(ann, stranger, fields):
    bookmark = BookmarkFactory(owner=ann)
    Bookmark.objects.filter(pk=bookmark.pk).update(**fields)
    assert sees(ann, bookmark)
    assert not sees(stranger, bookmark)


def test_nothing_of_unverified_suspended_or_departed_people_is_seen(
    unverified, suspended, ann, stranger
):
    ann.is_active = False
    ann.save()
    for owner in (unverified, suspended, ann):
        bookmark = BookmarkFactory(owner=owner)
        collection = CollectionFactory(owner=owner)
        assert sees(owner, bookmark)
        assert opens(owner, collection)
        assert not sees(stranger, bookmark)
        assert not opens(stranger, collection)


@pytest.mark.parametrize("way", ["ann blocks", "stranger blocks"])
def test_a_block_hides_each_from_the_other(ann, stranger, bob, way):
    pair = (ann, stranger) if way == "ann blocks" else (stranger, ann)
    Block.objects.create(blocker=pair[0], blocked=pair[1])
    bookmark = BookmarkFactory(owner=ann)
    collection = CollectionFactory(owner=ann)
    assert not sees(stranger, bookmark)
    assert not opens(stranger, collection)
    assert sees(bob, bookmark)
    assert opens(bob, collection)


def test_a_hidden_collection_opens_nothing(ann, nobody):
    shelf = CollectionFactory(owner=ann, hidden_at=ann.verified_at)
    bookmark = BookmarkFactory(owner=ann, audience="collections", collections=[shelf])
    assert not opens(nobody, shelf)
    assert not sees(nobody, bookmark)


def test_a_bookmark_in_two_open_collections_appears_once(ann, nobody):
    shelves = [CollectionFactory(owner=ann), CollectionFactory(owner=ann)]
    BookmarkFactory(owner=ann, audience="collections", collections=shelves)
    assert Bookmark.objects.visible_to(nobody).count() == 1


def test_lists_do_not_name_unlisted_collections_to_strangers(ann, stranger, nobody):
    CollectionFactory(owner=ann, audience="unlisted")
    assert Collection.objects.listed_to(ann).count() == 1
    assert Collection.objects.listed_to(stranger).count() == 0
    assert Collection.objects.listed_to(nobody).count() == 0


def test_where_it_lies_is_asked_only_of_what_reaches_collections(nobody):
    """SQLite looks from left to right, and at each open collection for what is held or private."""
    sql = str(Bookmark.objects.visible_to(nobody).values("pk").query)
    assert sql.index('"reach" = 1') < sql.index("EXISTS")
