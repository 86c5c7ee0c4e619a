"""The index follows every change."""

from dataclasses import replace

import pytest
from django.core.management import call_command

from bookmarks.models import Bookmark, Link, LinkText, SearchChange, SearchRow, Tag
from bookmarks.saving import Draft, edit_bookmark, mark, save_bookmark
from bookmarks.search import indexing
from bookmarks.search.engine import engine
from bookmarks.search.indexing import index_bookmarks, index_links, sweep
from bookmarks.search.terms import Term
from tests.factories import NOON, BookmarkFactory, minutes_after_noon

pytestmark = pytest.mark.django_db


def found(*words, column=""):
    condition = engine().written(Term(words, column))
    rows = SearchRow.objects.filter(document__matches=condition)
    return list(rows.order_by("-place").values_list("bookmark_id", flat=True))


def swept():
    while sweep():
        pass


def test_a_bookmark_is_found_by_all_that_is_known_of_it(ann):
    bookmark = BookmarkFactory(
        owner=ann, title="Own", note="remark", link__title="Fetched", tags=["green tea"]
    )
    index_bookmarks([bookmark.pk])
    for words in (["own"], ["remark"], ["fetch"], ["green", "tea"], ["page", "say"], ["exampl"]):
        assert found(*words) == [bookmark.pk]
    assert found(":own") == found("own", column="title") == [bookmark.pk]
    assert found("own", column="note") == []


def test_the_newest_comes_first_whatever_its_id():
    old = BookmarkFactory(title="tea", saved_at=minutes_after_noon(2))
    older = BookmarkFactory(title="tea", saved_at=minutes_after_noon(1))
    swept()
    assert found("tea") == [old.pk, older.pk]


@pytest.mark.parametrize(
    "change",
    [
        lambda bookmark: Bookmark.objects.update(title="novel"),
        lambda bookmark: Bookmark.objects.update(note="novel"),
        lambda bookmark: Link.objects.update(excerpt="novel"),
        lambda bookmark: LinkText.objects.keep({bookmark.link_id: "novel"}),
        lambda bookmark: LinkText.objects.update(text="novel"),
        lambda bookmark: Tag.objects.update(name="novel"),
        lambda bookmark: bookmark.tags.set([Tag.objects.create(name="novel")]),
        lambda bookmark: Bookmark.objects.update(title="novel", saved_at=minutes_after_noon(-9)),
    ],
)
def test_the_sweeper_indexes_what_anybody_changed(change):
    bookmark = BookmarkFactory(tags=["tea"])
    LinkText.objects.keep({bookmark.link_id: "what the page says"})
    swept()
    assert found("novel") + found("^novel") == []
    change(bookmark)
    swept()
    assert found("novel") + found("^novel") == [bookmark.pk]
    assert SearchRow.objects.count() == 1
    assert not SearchChange.objects.exists()


def test_what_does_not_matter_to_the_index_is_not_noted():
    bookmark = BookmarkFactory()
    swept()
    bookmark.save()
    bookmark.trash(minutes_after_noon(1))
    bookmark.link.save()
    assert not SearchChange.objects.exists()


def test_a_deleted_bookmark_leaves_the_index():
    bookmark = BookmarkFactory(title="tea", tags=["tea"])
    swept()
    bookmark.delete()
    assert not SearchRow.objects.exists()
    swept()
    assert not SearchChange.objects.exists()


def test_a_page_is_indexed_for_all_who_saved_it():
    bookmarks = BookmarkFactory.create_batch(2, link__url="https://example.org/same")
    swept()
    Link.objects.update(title="novel")
    index_links([bookmarks[0].link_id])
    assert set(found("novel")) == {bookmark.pk for bookmark in bookmarks}
    assert not SearchChange.objects.exists()


def test_who_looks_before_another_writes_does_not_write_after_them(monkeypatch):
    bookmark = BookmarkFactory(title="tea", link__title="old")
    swept()
    Link.objects.update(title="older")
    look = indexing._read

    def interrupted(ids):
        rows = look(ids)
        monkeypatch.setattr(indexing, "_read", look)
        Bookmark.objects.update(title="coffee")
        index_bookmarks([bookmark.pk])
        return rows

    monkeypatch.setattr(indexing, "_read", interrupted)
    index_links([bookmark.link_id])
    assert found("coffee") == [bookmark.pk]
    assert found("tea") == []


def test_what_changes_between_look_and_write_is_left_to_the_sweeper(monkeypatch):
    bookmark = BookmarkFactory(title="tea")
    swept()
    Link.objects.update(title="older")
    look = indexing._read

    def interrupted(ids):
        rows = look(ids)
        Bookmark.objects.update(title="coffee")
        return rows

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "_read", interrupted)
        index_links([bookmark.link_id])
    assert SearchChange.objects.exists()
    swept()
    assert (found("coffee"), found("tea")) == ([bookmark.pk], [])


def test_all_can_be_indexed_anew():
    bookmark = BookmarkFactory(title="tea")
    swept()
    SearchRow.objects.all().delete()
    call_command("reindex", verbosity=0)
    assert found("tea") == [bookmark.pk]


def test_saving_and_editing_index_in_their_own_transaction(ann):
    draft = Draft(url="https://example.org/tea", audience="public", title="tea", tags=("green",))
    bookmark = save_bookmark(ann, draft, NOON).bookmark
    assert found("tea", column="title") == found("green") == [bookmark.pk]
    edit_bookmark(bookmark, replace(draft, title="coffee", tags=()), NOON, by=ann)
    assert found("tea", column="title") == found("green") == []
    mark(bookmark, is_favorite=True)
    assert found("coffe") == found("=favorite") == [bookmark.pk]
    assert not SearchChange.objects.exists()


def test_what_many_saved_is_left_to_the_sweeper(monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 1)
    bookmarks = BookmarkFactory.create_batch(2, link__url="https://example.org/same")
    swept()
    Link.objects.update(title="novel")
    index_links([bookmarks[0].link_id])
    assert found("novel") == []
    swept()
    assert len(found("novel")) == 2
