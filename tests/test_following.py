"""Following, and wanting nothing more of somebody."""

import pytest

from accounts.models import Block
from bookmarks.following import (
    NotOnYourself,
    block_person,
    follow_collection,
    follow_person,
    followed_by,
    unblock_person,
    unfollow,
)
from bookmarks.models import Bookmark, Collection, Follow
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    minutes_after_noon,
)

pytestmark = pytest.mark.django_db


def named(person):
    return [str(follow.collection or follow.person) for follow in followed_by(person)]


def test_following_twice_is_following_once_since_the_first_time(ann, bob):
    shelf = CollectionFactory(owner=ann)
    for at in (NOON, minutes_after_noon(5)):
        follow_collection(bob, shelf, at)
        follow_person(bob, ann, at)
    assert [follow.created_at for follow in Follow.objects.all()] == [NOON, NOON]


def test_unfollowing_ends_that_one_follow(ann, bob, stranger):
    shelf = CollectionFactory(owner=ann, title="Shelf")
    follow_person(bob, ann, NOON)
    follow_collection(bob, shelf, NOON)
    follow_person(stranger, ann, NOON)
    unfollow(bob, ann)
    unfollow(bob, ann)
    assert (named(bob), named(stranger)) == (["Shelf"], ["ann"])
    unfollow(bob, shelf)
    assert named(bob) == []


def test_nobody_follows_or_blocks_themselves(ann):
    for verb in (lambda: follow_person(ann, ann, NOON), lambda: block_person(ann, ann)):
        with pytest.raises(NotOnYourself):
            verb()
    assert not Follow.objects.exists()
    assert not Block.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"audience": "private"}, {"hidden_at": NOON}, {"title": "Renamed"}]
)
def test_what_one_follows_is_named_as_long_as_one_may_open_it(ann, bob, fields):
    shelf = CollectionFactory(owner=ann, title="Shelf")
    follow_collection(bob, shelf, NOON)
    Collection.objects.update(**fields)
    assert named(bob) == ([fields["title"]] if "title" in fields else [])


def test_a_suspended_person_is_not_named_and_comes_back(ann, bob):
    follow_person(bob, ann, NOON)
    ann.suspend(NOON)
    assert named(bob) == []
    ann.unsuspend()
    assert named(bob) == ["ann"]


def test_a_block_ends_what_each_follows_of_the_other_and_nothing_else(ann, bob, stranger):
    shelves = {person: CollectionFactory(owner=person) for person in (ann, bob, stranger)}
    for follower in (ann, bob, stranger):
        for other in {ann, bob, stranger} - {follower}:
            FollowFactory(follower=follower, person=other)
            FollowFactory(follower=follower, collection=shelves[other])
    block_person(ann, bob)
    assert Follow.objects.count() == 8
    assert {follow.person or follow.collection.owner for follow in ann.follows.all()} == {stranger}
    assert {follow.person or follow.collection.owner for follow in bob.follows.all()} == {stranger}


def test_a_block_made_twice_is_lifted_once(ann, bob):
    BookmarkFactory(owner=ann)
    block_person(ann, bob)
    block_person(ann, bob)
    assert not Bookmark.objects.visible_to(bob).exists()
    unblock_person(ann, bob)
    unblock_person(ann, bob)
    assert Bookmark.objects.visible_to(bob).exists()


def test_each_lifts_only_the_block_that_they_made(ann, bob):
    block_person(ann, bob)
    block_person(bob, ann)
    unblock_person(ann, bob)
    assert Block.objects.get().blocker == bob
