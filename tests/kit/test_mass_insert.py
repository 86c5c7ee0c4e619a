"""Rows by the thousand say what objects would have said."""

from datetime import UTC, datetime

import pytest
from django.forms.models import model_to_dict

from bookmarks.addresses import key_of
from bookmarks.models import Bookmark, Link
from linkshare.kit.mass_insert import insert_rows
from tests.factories import LinkFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)
WORDS = """It's "quoted", \\n {braces} %s 100% – naïve 日本 🎈\nand a line"""
COLUMNS = ("url", "key", "host", "title", "created_at", "due_at", "is_awaited", "attempts")


def row(number, **changed):
    said = {"host": "x.example", "title": WORDS, "created_at": AT, "due_at": None}
    url = f"https://x.example/{number}"
    said |= {"url": url, "key": key_of(url), "is_awaited": True, "attempts": 3} | changed
    return [said[name] for name in COLUMNS]


def test_a_row_is_what_an_object_would_have_been():
    insert_rows(Link, COLUMNS, [row(1)])
    Link.objects.create(**dict(zip(COLUMNS, row(2), strict=True)))
    made, object_made = Link.objects.order_by("pk")
    object_made.refresh_from_db()
    left_out = ["id", "url"]
    assert model_to_dict(made, exclude=left_out) == model_to_dict(object_made, exclude=left_out)
    assert (made.created_at, made.due_at, made.is_awaited) == (AT, None, True)


def test_rows_keep_their_order():
    insert_rows(Link, COLUMNS, [row(number) for number in (5, 3, 9)])
    urls = Link.objects.order_by("pk").values_list("url", flat=True)
    assert [url[-1] for url in urls] == ["5", "3", "9"]


def test_a_row_that_is_there_already_is_left_as_it_is():
    insert_rows(Link, COLUMNS, [row(1, title="first")])
    insert_rows(Link, COLUMNS, [row(1, title="second"), row(2, title="new")])
    assert list(Link.objects.order_by("pk").values_list("title", flat=True)) == ["first", "new"]


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(Link, COLUMNS, [])


def test_a_column_that_the_database_makes_is_left_to_it(ann):
    link = LinkFactory()
    columns = ("key", "owner_id", "link_id", "audience", "saved_at", "changed_at")
    insert_rows(Bookmark, columns, [("k" * 11, ann.pk, link.pk, "collections", AT, AT)])
    assert Bookmark.objects.get().reach == 1
