"""One page under several addresses: found, merged with nothing lost, and taken apart again."""

import pytest
from django.utils import timezone

from bookmarks.bulk import working
from bookmarks.bulk.choosing import propose_merge
from bookmarks.bulk.duplicates import groups_of, members_of
from bookmarks.bulk.merging import merged
from bookmarks.counting import recount
from bookmarks.listing import of_library
from bookmarks.models import Bookmark
from bookmarks.search.indexing import index_bookmarks
from bookmarks.search.query import parse
from tests.factories import BookmarkFactory, CollectionFactory, LinkFactory, minutes_after_noon
from tests.test_bulk import everything, undone

pytestmark = pytest.mark.django_db


def saved(person, url, **fields):
    link = {name: fields.pop(name) for name in ("canonical_url", "moved_to") if name in fields}
    return BookmarkFactory(owner=person, link=LinkFactory(url=url, **link), **fields)


SAME = {
    "scheme": ["https://a.example/x", "http://a.example/x"],
    "www": ["https://a.example/x", "https://www.a.example/x"],
    "slash": ["https://a.example/x", "https://a.example/x/"],
    "front page": ["https://a.example/", "https://www.a.example/"],
    "section": ["https://a.example/x", "https://a.example/x#part-2"],
    "all of it": ["http://www.a.example/x/#top", "https://a.example/x"],
}
OTHER = {
    "path": ["https://a.example/x", "https://a.example/y"],
    "case": ["https://a.example/x", "https://a.example/X"],
    "parameter": ["https://a.example/?p=1", "https://a.example/?p=2"],
    "app": ["https://a.example/#/x", "https://a.example/#/y"],
    "old app": ["https://a.example/#!x", "https://a.example/#!y"],
    "site": ["https://a.example/x", "https://b.a.example/x"],
}


@pytest.mark.parametrize("name", SAME)
def test_two_addresses_of_one_page_are_found(ann, name):
    two = [saved(ann, url).pk for url in SAME[name]]
    assert [group.ids for group in groups_of(ann, "address")] == [two]


@pytest.mark.parametrize("name", OTHER)
def test_two_pages_are_two(ann, name):
    for url in OTHER[name]:
        saved(ann, url)
    assert groups_of(ann, "address") == []


def test_what_a_page_calls_its_own_address_and_where_it_moved_count(ann):
    one = saved(ann, "https://a.example/x")
    two = saved(ann, "https://a.example/x?page=all", canonical_url="https://a.example/x/")
    three = saved(ann, "https://old.example/x", moved_to="https://www.a.example/x")
    gone = saved(ann, "https://old.example/y", moved_to="https://a.example/")
    saved(ann, "https://a.example/")
    assert groups_of(ann, "address")[0].ids == [one.pk, two.pk, three.pk]
    assert gone.pk not in {pk for group in groups_of(ann, "address") for pk in group.ids}


def test_pages_that_say_the_same_on_one_site_look_alike(ann):
    said = {"title": "Bread", "excerpt": "How to bake it.", "host": "a.example"}
    two = [
        BookmarkFactory(owner=ann, link=LinkFactory(url=f"https://a.example/?id={n}", **said)).pk
        for n in range(2)
    ]
    LinkFactory(url="https://b.example/", **said | {"host": "b.example"})
    assert groups_of(ann, "address") == []
    assert [group.ids for group in groups_of(ann, "look")] == [two]


def test_nobody_elses_bookmarks_are_duplicates_of_ones_own(ann, bob):
    saved(ann, "https://a.example/x")
    saved(bob, "http://a.example/x")
    saved(ann, "http://b.example/", trashed_at=minutes_after_noon(0))
    saved(ann, "https://b.example/")
    assert groups_of(ann, "address") == []


def test_searching_for_duplicates_finds_the_same(ann):
    two = [saved(ann, url) for url in SAME["all of it"]]
    saved(ann, "https://a.example/y")
    index_bookmarks(Bookmark.objects.values_list("pk", flat=True))
    found = of_library(ann).matching(parse("is:duplicate"))
    assert set(found.ids()) == {bookmark.pk for bookmark in two}


def test_what_moderators_have_hidden_is_merged_into_nothing(ann):
    hidden = saved(ann, "https://a.example/x", note="What was hidden", hidden_at=timezone.now())
    shown = saved(ann, "https://a.example/x/")
    assert groups_of(ann, "address") == []
    assert members_of(ann, [[hidden.pk, shown.pk]]) == [[shown]]


def test_groups_come_by_the_page(ann):
    for n in range(3):
        for scheme in ("http", "https"):
            saved(ann, f"{scheme}://a.example/{n}")
    first = groups_of(ann, "address", most=2)
    rest = groups_of(ann, "address", after=first[-1].key)
    assert [group.key[-1] for group in [*first, *rest]] == ["0", "1", "2"]


@pytest.fixture
def shelves(ann):
    return [CollectionFactory(owner=ann, title=title) for title in ("One", "Two")]


@pytest.fixture
def group(ann, shelves):
    one, two = shelves
    old = saved(
        ann,
        "http://a.example/x",
        title="My title",
        note="Old note",
        tags=["red"],
        collections=[one],
        is_favorite=True,
    )
    BookmarkFactory(owner=ann, collections=[one, two])
    new = saved(
        ann,
        "https://a.example/x",
        note="New note",
        tags=["blue", "red"],
        collections=[two],
        audience="private",
        is_to_read=True,
    )
    return old, new


def merge(person):
    groups = [group.ids for group in groups_of(person, "address")]
    change = propose_merge(person, groups, timezone.now(), "/library/duplicates/")
    assert working.confirm(change, timezone.now())
    change.refresh_from_db()
    return change


def test_nothing_of_a_group_is_lost(ann, group):
    old, new = group
    change = merge(ann)
    assert (change.state, change.changed) == ("done", 1)
    kept = Bookmark.objects.kept().get(link__url__endswith="/x")
    assert kept == new  # at the better address
    assert (kept.title, kept.note) == ("My title", "Old note\n\nNew note")
    assert (kept.saved_at, kept.audience) == (old.saved_at, "private")
    assert kept.is_favorite
    assert kept.is_to_read
    assert kept.tag_names == ["blue", "red"]


def test_the_one_that_stays_takes_the_places_of_the_others(ann, group, shelves):
    old, new = group
    where = {item.collection_id: item.position for item in old.items.all()}
    merge(ann)
    for shelf in shelves:
        item = shelf.items.get(bookmark=new)
        assert item.saved_at == old.saved_at
        assert item.position == where.get(shelf.pk, item.position)
    assert not any(recount().values())


def test_taking_a_merge_apart_leaves_all_as_it_was(ann, group):
    before = everything()
    change = undone(merge(ann))
    assert (change.restored, change.left) == (1, 0)
    assert everything() == before
    assert not any(recount().values())


def test_what_was_changed_since_the_merge_stays_together(ann, group):
    change = merge(ann)
    Bookmark.objects.filter(pk=group[1].pk).update(title="Better")
    change = undone(change)
    assert (change.restored, change.left) == (0, 1)
    group[1].refresh_from_db()
    assert group[1].title == "Better"


def test_a_merge_reaches_only_ones_own(ann, bob, group):
    before = everything()
    forged = propose_merge(bob, [[bookmark.pk for bookmark in group]], timezone.now(), "/")
    working.confirm(forged, timezone.now())
    assert everything() == before


def test_a_note_that_would_be_too_long_keeps_its_group_apart(ann, group):
    for bookmark, letter in zip(group, "ab", strict=True):
        Bookmark.objects.filter(pk=bookmark.pk).update(note=letter * 60_000)
    assert merge(ann).changed == 0
    assert Bookmark.objects.trashed().count() == 0


@pytest.mark.parametrize(
    ("notes", "joined"),
    [(["a", "b"], "a\n\nb"), (["a", "a"], "a"), (["a", "say a"], "say a"), (["", "b"], "b")],
)
def test_notes_are_joined_without_saying_a_thing_twice(ann, notes, joined):
    for n, note in enumerate(notes):
        saved(ann, f"https://a.example/x#{n}", note=note)
    ids = [group.ids for group in groups_of(ann, "address")]
    assert merged(members_of(ann, ids)[0]).note == joined


def test_what_was_merged_is_found_as_one(ann, group):
    index_bookmarks([bookmark.pk for bookmark in group])
    merge(ann)
    found = of_library(ann).matching(parse("#red #blue"))
    assert found.ids() == [group[1].pk]
