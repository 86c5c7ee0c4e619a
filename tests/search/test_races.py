"""The index after many changes at the same time, in real threads."""

import threading
from dataclasses import replace

import pytest
from django.db import connection

from bookmarks.models import Bookmark, SearchChange, SearchRow
from bookmarks.saving import Draft, edit_bookmark, mark, save_bookmark
from bookmarks.search.engine import engine
from bookmarks.search.indexing import sweep
from bookmarks.search.terms import Term
from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)

DRAFT = Draft(url="https://example.org/tea", audience="public", title="tea")


def at_once(*acts):
    start = threading.Barrier(len(acts))
    failures = []

    def run(act):
        start.wait()
        try:
            act()
        except Exception as failure:  # noqa: BLE001 - told to the test
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not failures


def has(word, bookmark):
    condition = engine().written(Term((word,)))
    return SearchRow.objects.filter(document__matches=condition, bookmark=bookmark).exists()


def test_the_index_says_what_the_last_of_many_edits_said(ann):
    bookmark = save_bookmark(ann, DRAFT, NOON).bookmark

    def edit(n):
        own = Bookmark.objects.select_related("link", "owner").get(pk=bookmark.pk)
        edit_bookmark(own, replace(DRAFT, title=f"word{n}", tags=(f"tag{n}",)), NOON, by=ann)

    at_once(*(lambda n=n: edit(n) for n in range(6)), sweep, sweep)
    while sweep():
        pass
    last = Bookmark.objects.get(pk=bookmark.pk)
    words = [f"word{n}" for n in range(6)]
    assert [word for word in words if has(word, bookmark)] == [last.title]
    tags = {name for name in (f"tag{n}" for n in range(6)) if has(name, bookmark)}
    assert tags == set(last.tag_names)
    assert not SearchChange.objects.exists()


def test_marks_and_edits_at_once_are_all_in_the_index(ann):
    bookmark = save_bookmark(ann, DRAFT, NOON).bookmark

    def star():
        mark(Bookmark.objects.get(pk=bookmark.pk), is_favorite=True)

    def note():
        Bookmark.objects.filter(pk=bookmark.pk).update(note="remark")

    at_once(star, note, sweep, star, note, sweep)
    while sweep():
        pass
    assert has("=favorite", bookmark)
    assert has("remark", bookmark)
