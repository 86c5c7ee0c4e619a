"""Saving, changing and placing bookmarks."""

import pytest
from django.db import IntegrityError

from bookmarks import saving
from bookmarks.models import Bookmark, Collection, CollectionItem, Link, Tag
from bookmarks.saving import (
    AlreadySaved,
    Draft,
    delete_for_good,
    edit_bookmark,
    place,
    save_bookmark,
)
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    LinkFactory,
    MemberFactory,
    minutes_after_noon,
)

pytestmark = pytest.mark.django_db

URL = "https://example.org/page"
LATER = minutes_after_noon(9)


@pytest.fixture
def wanted(monkeypatch):
    """The links whose page was asked for."""
    links = []
    monkeypatch.setattr(saving, "request_fetch", lambda link, at: links.append(link))
    return links


def draft(**said):
    return Draft(**{"url": URL, "audience": "public", **said})


def said(bookmark) -> Draft:
    """The bookmark as a draft, from the database."""
    bookmark = Bookmark.objects.get(pk=bookmark.pk)
    names = [field for field in Draft.__slots__ if field not in {"url", "tags", "collections"}]
    return Draft(
        url=bookmark.link.url,
        tags=tuple(bookmark.tag_names),
        collections=tuple(Collection.objects.filter(items__bookmark=bookmark).order_by("pk")),
        **{name: getattr(bookmark, name) for name in names},
    )


# --- Saving ------------------------------------------------------------------------------------


def test_a_save_keeps_all_that_was_said(ann):
    everything = draft(
        title="Page",
        note="A *note*",
        tags=("one", "two"),
        audience="collections",
        is_favorite=True,
        is_to_read=True,
        collections=(CollectionFactory(owner=ann), CollectionFactory(owner=ann)),
    )
    saved = save_bookmark(ann, everything, NOON)
    assert saved.is_new
    assert said(saved.bookmark) == everything
    assert (saved.bookmark.saved_at, saved.bookmark.changed_at) == (NOON, NOON)


def test_saving_again_changes_nothing(ann):
    first = save_bookmark(ann, draft(title="Mine", tags=("one",)), NOON)
    again = save_bookmark(ann, draft(title="Other", tags=("two",), audience="private"), LATER)
    assert (again.bookmark, again.is_new) == (first.bookmark, False)
    assert said(first.bookmark) == draft(title="Mine", tags=("one",))


def test_what_lies_in_the_trash_stays_there_until_it_is_edited(ann):
    bookmark = save_bookmark(ann, draft(), NOON).bookmark
    bookmark.trash(NOON)
    assert save_bookmark(ann, draft(), LATER).bookmark.trashed_at == NOON
    assert edit_bookmark(bookmark, draft(), LATER, by=ann).trashed_at is None


def test_two_people_share_a_link_and_nothing_else(ann, bob, wanted):
    own = [save_bookmark(person, draft(title=person.name), NOON).bookmark for person in (ann, bob)]
    assert Link.objects.get().host == "example.org"
    assert [bookmark.title for bookmark in own] == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("known", "asked"),
    [({}, 1), ({"state": "queued"}, 1), ({"state": "ok", "fetched_at": NOON}, 0)],
)
def test_a_page_is_asked_for_unless_it_was_read(ann, wanted, known, asked):
    if known:
        LinkFactory(url=URL, **known)
    save_bookmark(ann, draft(), NOON)
    assert len(wanted) == asked


def test_a_save_that_fails_leaves_nothing_behind(ann, monkeypatch):
    monkeypatch.setattr(saving, "place", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        save_bookmark(ann, draft(tags=("one",)), NOON)
    assert not Bookmark.objects.exists()
    assert not Link.objects.exists()
    assert not Tag.objects.exists()


# --- Changing ----------------------------------------------------------------------------------


def test_an_edit_makes_the_bookmark_say_what_the_draft_says(ann):
    shelves = [CollectionFactory(owner=ann) for _ in range(3)]
    old = draft(title="Old", tags=("one", "two"), collections=tuple(shelves[:2]))
    bookmark = save_bookmark(ann, old, NOON).bookmark
    new = draft(
        title="New",
        note="Changed",
        tags=("three", "two"),
        audience="private",
        is_to_read=True,
        collections=tuple(shelves[1:]),
    )
    edit_bookmark(bookmark, new, LATER, by=ann)
    assert said(bookmark) == new
    bookmark.refresh_from_db()
    assert (bookmark.saved_at, bookmark.changed_at) == (NOON, LATER)


def test_an_edit_keeps_the_place_in_collections_that_stay(ann):
    shelf = CollectionFactory(owner=ann)
    bookmark = save_bookmark(ann, draft(collections=(shelf,)), NOON).bookmark
    before = bookmark.items.get()
    edit_bookmark(bookmark, draft(title="New", collections=(shelf,)), LATER, by=ann)
    after = bookmark.items.get()
    for field in ("pk", "position", "saved_at", "added_at"):
        assert getattr(after, field) == getattr(before, field)


def test_an_edit_leaves_it_in_collections_that_the_person_may_not_edit_now(ann, bob):
    shelf = CollectionFactory(owner=ann)
    MemberFactory(collection=shelf, person=bob, role="editor")
    bookmark = save_bookmark(bob, draft(collections=(shelf,)), NOON).bookmark
    shelf.members.update(role="viewer")
    edit_bookmark(bookmark, draft(), LATER, by=bob)
    assert bookmark.items.get().collection == shelf


def test_a_bookmark_moves_to_another_address(ann, wanted):
    bookmark = save_bookmark(ann, draft(), NOON).bookmark
    edit_bookmark(bookmark, draft(url=URL + "/2"), LATER, by=ann)
    assert said(bookmark).url == URL + "/2"
    assert [link.url for link in wanted] == [URL, URL + "/2"]


def test_two_bookmarks_of_one_person_never_have_one_address(ann):
    first = save_bookmark(ann, draft(title="First"), NOON).bookmark
    second = save_bookmark(ann, draft(url=URL + "/2", title="Second"), NOON).bookmark
    with pytest.raises(AlreadySaved):
        edit_bookmark(second, draft(title="Changed"), LATER, by=ann)
    assert (said(first).title, said(second).title) == ("First", "Second")


def test_an_edit_that_fails_changes_nothing_by_half(ann, monkeypatch):
    bookmark = save_bookmark(ann, draft(title="Old", tags=("one",)), NOON).bookmark
    monkeypatch.setattr(saving, "place", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        edit_bookmark(bookmark, draft(title="New", tags=("two",)), LATER, by=ann)
    assert said(bookmark) == draft(title="Old", tags=("one",))


# --- Placing -----------------------------------------------------------------------------------


def test_what_is_placed_last_stands_at_the_top(ann):
    shelf = CollectionFactory(owner=ann)
    for n in range(3):
        place(BookmarkFactory(owner=ann, title=str(n)), [shelf], NOON)
    titles = shelf.items.order_by("-position").values_list("bookmark__title", flat=True)
    assert list(titles) == ["2", "1", "0"]


def test_placing_twice_is_placing_once(ann):
    shelf, bookmark = CollectionFactory(owner=ann), BookmarkFactory(owner=ann)
    place(bookmark, [shelf], NOON)
    before = shelf.items.values().get()
    place(bookmark, [shelf, shelf], LATER)
    assert shelf.items.values().get() == before


def test_a_place_repeats_when_the_bookmark_was_saved(ann):
    bookmark = BookmarkFactory(owner=ann, saved_at=NOON)
    place(bookmark, [CollectionFactory(owner=ann)], LATER)
    item = bookmark.items.get()
    assert (item.saved_at, item.added_at) == (NOON, LATER)


def test_nothing_is_placed_where_its_owner_may_not_add(ann, bob):
    own, deleted = CollectionFactory(owner=bob), CollectionFactory(owner=bob)
    others, looked_at = CollectionFactory(owner=ann), CollectionFactory(owner=ann)
    MemberFactory(collection=looked_at, person=bob, role="viewer")
    Collection.objects.filter(pk=deleted.pk).delete()
    bookmark = BookmarkFactory(owner=bob)
    place(bookmark, [own, deleted, others, looked_at], NOON)
    assert bookmark.items.get().collection == own


def test_saving_into_a_collection_that_was_deleted_meanwhile_saves_the_link(ann):
    shelf = CollectionFactory(owner=ann)
    Collection.objects.filter(pk=shelf.pk).delete()
    assert not save_bookmark(ann, draft(collections=(shelf,)), NOON).bookmark.items.exists()


# --- Deleting ----------------------------------------------------------------------------------


def test_only_what_lies_in_the_trash_is_deleted_for_good(ann, bob):
    kept = BookmarkFactory(owner=ann)
    shelf = CollectionFactory(owner=ann)
    for owner in (ann, ann, bob):
        BookmarkFactory(owner=owner, trashed_at=NOON, tags=["one"], collections=[shelf])
    assert delete_for_good(Bookmark.objects.editable_by(ann)) == 2
    assert list(Bookmark.objects.saved_by(ann)) == [kept]
    assert CollectionItem.objects.get().bookmark.owner == bob


def test_what_was_read_of_a_page_outlives_its_bookmarks(ann, stranger):
    bookmark = BookmarkFactory(owner=ann, trashed_at=NOON, tags=["lonely"])
    delete_for_good(Bookmark.objects.editable_by(ann))
    assert Link.objects.filter(pk=bookmark.link_id).exists()
    assert not Tag.objects.seen_by(ann).exists()


def test_a_link_in_use_is_not_deleted(ann):
    bookmark = BookmarkFactory(owner=ann)
    with pytest.raises(IntegrityError):
        bookmark.link.delete()
