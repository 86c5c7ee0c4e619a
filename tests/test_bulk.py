"""Many bookmarks changed at once, and back again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookmarks.bulk import choosing, working
from bookmarks.bulk.choosing import Chosen, Wish, all_of, by_keys, propose
from bookmarks.bulk.tasks import tidy_changes, work_on_change
from bookmarks.counting import recount
from bookmarks.listing import of_collection, of_library, of_trash
from bookmarks.models import Bookmark, BulkChange, CollectionItem, SearchChange, Tag
from bookmarks.models.work import TooLate
from tests.factories import (
    BookmarkFactory,
    CollectionFactory,
    MemberFactory,
    minutes_after_noon,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """The ids of changes that were left to a worker."""
    ids = []
    monkeypatch.setattr(working, "publish", ids.append)
    return ids


def proposed(person, listing, action, **said):
    wish = Wish(action, **said)
    return propose(person, all_of(listing, person), wish, timezone.now(), "/library/")


def done(change):
    assert working.confirm(change, timezone.now())
    return worked(change)


def undone(change):
    assert working.ask_to_undo(change)
    return worked(change)


def worked(change):
    work_on_change(change.pk)
    change.refresh_from_db()
    return change


def everything():
    """All that a bulk act may touch, to be compared."""
    fields = ("pk", "audience", "is_favorite", "is_to_read", "trashed_at", "saved_at", "title")
    items = ("pk", "collection_id", "bookmark_id", "position", "saved_at", "added_at")
    return (
        sorted(Bookmark.objects.values_list(*fields, "note", "changed_at")),
        sorted(Bookmark.tags.through.objects.values_list("content_object_id", "tag__name")),
        sorted(CollectionItem.objects.values_list(*items)),
    )


@pytest.fixture
def shelves(ann):
    return [CollectionFactory(owner=ann, title=title) for title in ("One", "Two")]


@pytest.fixture
def several(ann, shelves):
    """Five of Ann's bookmarks, no two alike."""
    one, two = shelves
    return [
        BookmarkFactory(owner=ann, tags=["red"], collections=[one], audience="private"),
        BookmarkFactory(owner=ann, tags=["red", "blue"], collections=[two], is_favorite=True),
        BookmarkFactory(owner=ann, collections=[one, two], is_to_read=True),
        BookmarkFactory(owner=ann, audience="collections"),
        BookmarkFactory(owner=ann, tags=["blue"]),
    ]


ACTS = {
    "tag": {"tags": ["green", "red"]},
    "untag": {"tags": ["red", "blue"]},
    "audience": {"audience": "private"},
    "to-read": {},
    "read": {},
    "favorite": {},
    "unfavorite": {},
    "trash": {},
}


@pytest.mark.parametrize("action", ACTS)
def test_undoing_an_act_leaves_all_as_it_was(action, ann, several):
    before = everything()
    change = done(proposed(ann, of_library(ann), action, **ACTS[action]))
    assert change.state == "done"
    assert everything() != before
    assert change.changed == change.to_change > 0
    change = undone(change)
    assert (change.restored, change.left) == (change.changed, 0)
    assert everything() == before
    assert not any(recount().values())


@pytest.mark.parametrize("action", ["add", "move", "remove"])
def test_undoing_a_move_puts_everything_back_in_its_very_place(action, ann, several, shelves):
    one, two = shelves
    before = everything()
    listing = of_collection(one, [], ann)
    target = None if action == "remove" else two
    change = done(proposed(ann, listing, action, collection=target, sources=[one.pk]))
    assert everything() != before
    assert undone(change).left == 0
    assert everything() == before
    assert not any(recount().values())


def test_what_is_added_stands_on_top_in_the_order_of_its_list(ann, shelves):
    old = BookmarkFactory(owner=ann, collections=[shelves[0]])
    new = [BookmarkFactory(owner=ann) for _ in range(3)]
    chosen = by_keys(ann, [bookmark.key for bookmark in reversed(new)])
    wish = Wish("add", collection=shelves[0])
    done(propose(ann, chosen, wish, timezone.now(), "/"))
    listing = of_collection(shelves[0], [], ann).sorted_by("custom")
    assert listing.ids() == [*(bookmark.pk for bookmark in reversed(new)), old.pk]


def test_what_is_moved_from_the_library_leaves_all_other_collections(ann, several, shelves):
    goal = CollectionFactory(owner=ann, title="Goal")
    done(proposed(ann, of_library(ann), "move", collection=goal))
    assert set(CollectionItem.objects.values_list("collection", flat=True)) == {goal.pk}
    assert goal.items.count() == 5


def test_the_preview_says_how_many_would_change(ann, several):
    change = proposed(ann, of_library(ann), "tag", tags=["Red"])
    assert (change.found, change.same, change.to_change) == (5, 2, 3)
    assert change.state == "ready"
    assert not Tag.objects.filter(name="green").exists()


def test_what_came_into_the_list_after_the_preview_is_not_touched(ann, several):
    change = proposed(ann, of_library(ann), "favorite")
    late = BookmarkFactory(owner=ann)
    done(change)
    late.refresh_from_db()
    assert not late.is_favorite


def test_what_was_changed_since_is_left_and_counted(ann, several):
    change = done(proposed(ann, of_library(ann), "audience", audience="private"))
    Bookmark.objects.filter(pk=several[3].pk).update(audience="public")
    change = undone(change)
    assert (change.restored, change.left) == (3, 1)
    several[3].refresh_from_db()
    assert several[3].audience == "public"


def test_what_was_moved_on_by_hand_stays_where_it_is(ann, several, shelves):
    one, two = shelves
    change = proposed(ann, of_collection(one, [], ann), "move", collection=two, sources=[one.pk])
    change = done(change)
    several[0].items.all().delete()
    change = undone(change)
    assert (change.restored, change.left) == (1, 1)
    assert not several[0].items.exists()
    assert one.items.count() == 1


def test_what_was_deleted_since_is_no_trouble(ann, several):
    change = done(proposed(ann, of_library(ann), "trash"))
    several[0].delete()
    change = undone(change)
    assert (change.restored, change.left) == (4, 0)


def test_one_act_after_the_other_is_undone_in_any_order(ann, several, shelves):
    before = everything()
    one = done(proposed(ann, of_library(ann), "add", collection=shelves[0]))
    listing = of_collection(shelves[0], [], ann)
    two = done(proposed(ann, listing, "remove", sources=[shelves[0].pk]))
    undone(two)
    undone(one)
    assert everything() == before


def test_restoring_and_deleting_mean_the_trash(ann, several):
    done(proposed(ann, of_library(ann), "trash"))
    before = everything()
    change = done(proposed(ann, of_trash(ann), "restore"))
    assert not Bookmark.objects.trashed().exists()
    undone(change)
    assert everything() == before
    change = done(proposed(ann, of_trash(ann), "delete"))
    assert (change.changed, Bookmark.objects.count()) == (5, 0)
    assert not working.ask_to_undo(change)


def test_the_trash_alone_is_deleted_for_good(ann, several):
    chosen = by_keys(ann, [bookmark.key for bookmark in several])
    change = propose(ann, chosen, Wish("delete"), timezone.now(), "/")
    assert change.found == 0
    done(change)
    assert Bookmark.objects.count() == 5


def test_nobody_reaches_what_is_anothers(ann, bob, several):
    before = everything()
    chosen = by_keys(bob, [bookmark.key for bookmark in several])
    assert chosen == Chosen([])
    forged = Chosen([bookmark.pk for bookmark in several])
    for action, said in ACTS.items():
        done(propose(bob, forged, Wish(action, **said), timezone.now(), "/"))
    assert everything() == before


def test_in_a_shared_collection_each_changes_their_own(ann, bob, several, shelves):
    MemberFactory(collection=shelves[0], person=bob, role="editor")
    theirs = BookmarkFactory(owner=bob, collections=[shelves[0]])
    change = proposed(bob, of_collection(shelves[0], [], bob), "favorite")
    assert (change.found, change.others) == (1, 1)  # one more is Ann's and private
    done(change)
    assert list(Bookmark.objects.filter(owner=bob, is_favorite=True)) == [theirs]
    assert Bookmark.objects.filter(owner=ann, is_favorite=True).count() == 1


def test_nothing_goes_into_a_collection_that_is_no_longer_shared(ann, bob, shelves):
    member = MemberFactory(collection=shelves[0], person=bob, role="editor")
    BookmarkFactory(owner=bob)
    change = proposed(bob, of_library(bob), "add", collection=shelves[0])
    member.delete()
    assert done(change).changed == 0
    assert not shelves[0].items.exists()


def test_what_was_tagged_is_found_at_once(ann, several):
    SearchChange.objects.all().delete()
    done(proposed(ann, of_library(ann), "tag", tags=["green"]))
    assert not SearchChange.objects.exists()


# --- In parts, by workers ------------------------------------------------------------------------


@pytest.fixture
def in_parts(monkeypatch):
    monkeypatch.setattr(choosing, "PART", 2)
    monkeypatch.setattr(working, "AT_ONCE", 2)


def dies_after_a_part(change):
    assert working._step(change)
    BulkChange.objects.update(worked_at=timezone.now() - timedelta(minutes=2))


def test_what_is_long_is_left_to_a_worker(in_parts, sent, ann, several):
    change = proposed(ann, of_library(ann), "favorite")
    assert working.confirm(change, timezone.now())
    assert (change.state, sent) == ("running", [])  # sent with the commit
    assert worked(change).state == "done"


def test_a_worker_that_died_is_followed_by_another_that_does_nothing_twice(in_parts, ann, several):
    before = everything()
    change = proposed(ann, of_library(ann), "tag", tags=["green"])
    working.confirm(change, timezone.now())
    dies_after_a_part(change)
    change = worked(BulkChange.objects.get())
    assert (change.state, change.position, change.changed) == ("done", 5, 5)
    assert working.ask_to_undo(change)
    dies_after_a_part(change)
    change = worked(BulkChange.objects.get())
    assert (change.state, change.restored) == ("undone", 5)
    assert everything() == before


def test_of_two_workers_at_once_one_finds_that_it_is_too_late(in_parts, ann, several):
    working.confirm(proposed(ann, of_library(ann), "to-read"), timezone.now())
    one, other = BulkChange.objects.get(), BulkChange.objects.get()
    assert working._step(one)
    assert not working._step(other)
    with pytest.raises(TooLate):
        other.advance(1, timezone.now())
    assert BulkChange.objects.get().changed == one.changed == 2


def test_a_change_is_confirmed_and_undone_once(ann, several):
    change = done(proposed(ann, of_library(ann), "favorite"))
    assert not working.confirm(change, timezone.now())
    undone(change)
    assert not working.ask_to_undo(change)


def test_beat_sends_again_for_a_change_that_nobody_is_at(in_parts, sent, ann, several):
    change = proposed(ann, of_library(ann), "favorite")
    working.confirm(change, timezone.now())
    BulkChange.objects.update(worked_at=timezone.now() - timedelta(minutes=2))
    tidy_changes()
    assert sent == [change.pk]


def test_old_changes_and_previews_are_forgotten(ann, several):
    old = done(proposed(ann, of_library(ann), "favorite"))
    preview = proposed(ann, of_library(ann), "trash")
    kept = done(proposed(ann, of_library(ann), "to-read"))
    BulkChange.objects.filter(pk=old.pk).update(requested_at=minutes_after_noon(0))
    BulkChange.objects.filter(pk=preview.pk).update(requested_at=minutes_after_noon(0))
    tidy_changes()
    assert list(BulkChange.objects.all()) == [kept]


def test_few_previews_are_kept_of_a_person(ann, several):
    kept = done(proposed(ann, of_library(ann), "favorite"))
    for _ in range(choosing.PREVIEWS + 3):
        newest = proposed(ann, of_library(ann), "trash")
    assert BulkChange.objects.filter(state="ready").count() == choosing.PREVIEWS
    assert {kept, newest} <= set(BulkChange.objects.all())
