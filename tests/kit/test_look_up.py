"""A look-up finds what Django's own query finds."""

import pytest
from django.db import IntegrityError

from accounts.models import User
from bookmarks.models import Bookmark, Link
from linkshare.kit.look_up import LookUp
from tests.factories import NOON, BookmarkFactory

pytestmark = pytest.mark.django_db


def values_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_is_found_with_all_its_values(ann):
    bookmark = BookmarkFactory(owner=ann, trashed_at=NOON)
    for found, same in (
        (LookUp(User, "pk")(ann.pk), User.objects.get(pk=ann.pk)),
        (LookUp(Bookmark, "owner", "link")(ann.pk, bookmark.link_id), Bookmark.objects.get()),
    ):
        assert found == same
        assert values_of(found) == values_of(same)


def test_nothing_is_found_where_nothing_is():
    assert LookUp(Link, "url")("https://nowhere.example/") is None


def test_a_found_row_can_be_changed_and_saved(ann):
    found = LookUp(User, "pk")(ann.pk)
    found.name = "Ann Other"
    found.save(update_fields=["name"])
    assert User.objects.get(pk=ann.pk).name == "Ann Other"


def test_what_somebody_inserted_meanwhile_is_found(ann, monkeypatch):
    there = BookmarkFactory(owner=ann)
    look_up = LookUp(Bookmark, "owner", "link")
    said = {"owner": ann, "link": there.link, "saved_at": NOON, "changed_at": NOON}
    before = iter([None, there])  # not there at the first look
    monkeypatch.setattr(LookUp, "__call__", lambda _self, *_values: next(before))
    assert look_up.or_insert(ann.pk, there.link_id, new=Bookmark(**said)) == (there, False)
    assert Bookmark.objects.count() == 1


def test_a_row_that_breaks_another_rule_is_refused(ann):
    there = BookmarkFactory()
    new = Bookmark(owner=ann, link=there.link, audience="nobody", saved_at=NOON, changed_at=NOON)
    with pytest.raises(IntegrityError):
        LookUp(Bookmark, "owner", "link").or_insert(ann.pk, there.link_id, new=new)
