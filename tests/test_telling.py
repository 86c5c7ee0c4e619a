"""People are told what others did that concerns them."""

import pytest

from bookmarks.following import block_person, follow_collection, follow_person, unfollow
from bookmarks.models import Notice
from bookmarks.notices import told
from bookmarks.saving import Draft, save_bookmark
from bookmarks.telling import tell
from tests.factories import NOON, BookmarkFactory, CollectionFactory, PersonFactory

pytestmark = pytest.mark.django_db


def told_to(person):
    notices = Notice.objects.for_person(person).select_related("entry", "actor").newest_first()
    return [
        (each.kind, [actor.handle for actor in each.actors], each.thing)
        for each in told(notices, person)
    ]


def test_a_new_follower_is_told_once_however_often_they_come_back(ann, bob):
    shelf = CollectionFactory(owner=ann)
    for _again in range(2):
        follow_person(bob, ann, NOON)
        follow_collection(bob, shelf, NOON)
    assert told_to(ann) == [("follower", ["bob"], shelf), ("follower", ["bob"], None)]


def test_who_stops_to_follow_before_it_is_read_is_not_told(ann, bob):
    follow_person(bob, ann, NOON)
    unfollow(bob, ann)
    assert told_to(ann) == []


def test_of_whom_is_blocked_or_suspended_nothing_is_told(ann, bob, suspended):
    for person in (bob, suspended):
        tell(ann, Notice.Kind.FOLLOWER, actor=person, at=NOON)
    block_person(ann, bob)
    assert told_to(ann) == []


def test_what_many_did_to_one_thing_is_told_in_one_sentence(client, ann):
    thing = BookmarkFactory(owner=ann, title="Tea")
    for n in range(5):
        actor = PersonFactory(handle=f"reader-{n}")
        tell(ann, Notice.Kind.SAVED, actor=actor, bookmark=thing, at=NOON)
    client.force_login(ann)
    page = " ".join(client.get("/notices/").text.split())
    assert "and 2 others saved “Tea” from you." in page
    assert page.count("saved “Tea” from you") == 1


@pytest.mark.parametrize(("audience", "heard"), [("public", 1), ("private", 0)])
def test_who_is_saved_from_hears_of_what_everyone_may_see(ann, bob, audience, heard):
    thing = BookmarkFactory(owner=ann)
    save_bookmark(bob, Draft(thing.link.url, audience=audience, via=thing), NOON)
    assert told_to(ann) == [("saved", ["bob"], thing)] * heard


def test_what_may_not_be_opened_any_more_is_not_named(client, ann, bob):
    thing = BookmarkFactory(owner=bob, title="Secret")
    tell(ann, Notice.Kind.SENT, actor=bob, bookmark=thing, at=NOON)
    thing.audience = "private"
    thing.save()
    client.force_login(ann)
    assert "Secret" not in client.get("/notices/").text
