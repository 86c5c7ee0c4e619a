"""Tags renamed, merged and deleted, on their person's bookmarks alone."""

from functools import partial

import pytest

from bookmarks.bulk.tag_changes import TooLong, propose_deletion, propose_rename
from bookmarks.bulk.tasks import work_on_change
from bookmarks.bulk.working import ask_to_undo, confirm
from bookmarks.counting import recount
from bookmarks.listing import of_library
from bookmarks.models import Bookmark, Revision
from bookmarks.saving import Draft, edit_bookmark, save_bookmark, set_tags
from bookmarks.search.query import parse
from tests.at_once import at_once
from tests.factories import NOON, BookmarkFactory, PersonFactory

pytestmark = pytest.mark.django_db


def tags(bookmark):
    return Bookmark.objects.get(pk=bookmark.pk).tag_names


def renamed(person, old, new):
    change = propose_rename(person, old if isinstance(old, list) else [old], new, NOON, "/")
    confirm(change, NOON)
    return change


def deleted(person, *slugs, with_below=False):
    change = propose_deletion(person, list(slugs), NOON, "/", with_below=with_below)
    confirm(change, NOON)
    return change


def undone(change):
    change.refresh_from_db()
    assert ask_to_undo(change)
    change.refresh_from_db()
    return change.restored, change.left


def test_a_tag_is_renamed_on_ones_own_bookmarks_and_on_no_others(ann, bob):
    own = [BookmarkFactory(owner=ann, tags=["js", "web"]) for _ in range(3)]
    theirs = BookmarkFactory(owner=bob, tags=["js"])
    change = renamed(ann, "js", "JavaScript")
    assert {tuple(tags(each)) for each in own} == {("JavaScript", "web")}
    assert tags(theirs) == ["js"]
    change.refresh_from_db()
    assert (change.state, change.found, change.changed) == ("done", 3, 3)


def test_nothing_is_changed_before_it_is_confirmed(ann):
    bookmark = BookmarkFactory(owner=ann, tags=["js"])
    change = propose_rename(ann, ["js"], "javascript", NOON, "/")
    assert (change.to_change, tags(bookmark)) == (1, ["js"])


def test_the_trash_is_part_of_it(ann):
    bookmark = BookmarkFactory(owner=ann, tags=["js"], trashed_at=NOON)
    renamed(ann, "js", "javascript")
    assert tags(bookmark) == ["javascript"]


def test_what_lies_below_goes_along(ann):
    bookmark = BookmarkFactory(owner=ann, tags=["dev", "Dev/Python/Django", "dev ops"])
    only_below = BookmarkFactory(owner=ann, tags=["dev/web"])
    renamed(ann, "dev", "code/tools")
    assert tags(bookmark) == ["code/tools", "code/tools/Python/Django", "dev ops"]
    assert tags(only_below) == ["code/tools/web"]


def test_a_tag_may_be_moved_below_itself(ann):
    bookmark = BookmarkFactory(owner=ann, tags=["dev", "dev/old"])
    renamed(ann, "dev", "dev/old")
    assert tags(bookmark) == ["dev/old", "dev/old/old"]


def test_several_become_one(ann):
    both = BookmarkFactory(owner=ann, tags=["js", "ecma", "web"])
    there = BookmarkFactory(owner=ann, tags=["ecma", "javascript"])
    change = renamed(ann, ["js", "ecma", "javascript"], "javascript")
    assert (tags(both), tags(there)) == (["javascript", "web"], ["javascript"])
    assert undone(change) == (2, 0)
    assert (tags(both), tags(there)) == (["ecma", "js", "web"], ["ecma", "javascript"])


def test_a_tag_is_deleted_and_what_lies_below_only_if_wished(ann):
    bookmark = BookmarkFactory(owner=ann, tags=["dev", "dev/web", "x"])
    deleted(ann, "dev")
    assert tags(bookmark) == ["dev/web", "x"]
    change = deleted(ann, "dev", "x", with_below=True)
    assert tags(bookmark) == []
    assert undone(change) == (1, 0)
    assert tags(bookmark) == ["dev/web", "x"]


def test_undoing_leaves_what_was_changed_since(ann):
    first, second = (BookmarkFactory(owner=ann, tags=["js"]) for _ in range(2))
    change = renamed(ann, "js", "javascript")
    set_tags(first, ["other"])
    second.delete()
    assert undone(change) == (0, 1)
    assert tags(first) == ["other"]


def test_a_name_that_would_grow_too_long_below_is_refused(ann):
    BookmarkFactory(owner=ann, tags=["a/" + "b" * 200])
    with pytest.raises(TooLong):
        propose_rename(ann, ["a"], "c" * 100, NOON, "/")


def test_searches_numbers_and_kept_pages_follow(ann):
    bookmark = BookmarkFactory(owner=ann, title="One", tags=["js"])
    before = Revision.objects.of("ann")
    change = renamed(ann, "js", "javascript")
    assert Revision.objects.of("ann") != before

    def found(query):
        matching = of_library(ann).matching(parse(query))
        return [entry.bookmark.pk for entry in matching.entries(matching.page())]

    assert (found("#js"), found("#javascript")) == ([], [bookmark.pk])
    undone(change)
    assert (found("#js"), found("#javascript")) == ([bookmark.pk], [])
    assert not any(recount().values())


def test_many_are_changed_in_parts_by_the_worker(ann, monkeypatch):
    monkeypatch.setattr("bookmarks.bulk.choosing.PART", 7)
    monkeypatch.setattr("bookmarks.bulk.working.AT_ONCE", 0)
    published = []
    monkeypatch.setattr("bookmarks.bulk.working.publish", published.append)
    bookmarks = [BookmarkFactory(owner=ann, tags=["js", "dev/js"]) for _ in range(20)]
    change = renamed(ann, "js", "javascript")
    change.refresh_from_db()
    work_on_change(change.pk)
    assert {tuple(tags(each)) for each in bookmarks} == {("dev/js", "javascript")}


@pytest.mark.django_db(transaction=True)
def test_two_renames_at_once_beside_saves_lose_nothing():
    person = PersonFactory()
    bookmarks = [BookmarkFactory(owner=person, tags=["a", "keep"]) for _ in range(20)]
    changes = [propose_rename(person, ["a"], name, NOON, "/") for name in ("b", "c")]
    changes += [propose_rename(person, ["keep"], "kept", NOON, "/")]

    def save(n):
        url = f"https://example.org/new-{n}"
        save_bookmark(person, Draft(url=url, audience="private", tags=("a", "b", f"c{n}")), NOON)

    def edit(n):
        url = bookmarks[n].link.url
        draft = Draft(url=url, audience="public", tags=("edited", "a", "keep"))
        edit_bookmark(Bookmark.objects.get(pk=bookmarks[n].pk), draft, NOON, by=person)

    at_once(
        [partial(confirm, change, NOON) for change in changes]
        + [partial(save, n) for n in range(5)]
        + [partial(edit, n) for n in range(5)]
    )
    for bookmark in bookmarks[5:]:
        assert tags(bookmark) in (["b", "kept"], ["c", "kept"])
    assert not any(recount().values())
