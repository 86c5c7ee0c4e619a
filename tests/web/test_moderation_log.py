"""/moderation/, for everybody, and /reports/, for who reported."""

import pytest
from django.utils import timezone

from bookmarks import moderation
from tests.factories import NOON, BookmarkFactory, CollectionFactory, ReportFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db


def rows(client, path="/moderation/"):
    return [words(row) for row in soup(client.get(path)).select("[id^=entry-]")]


def test_what_was_hidden_is_not_named_and_its_reason_is(client, ann, moderator):
    thing = BookmarkFactory(owner=ann, title="Secret offer")
    entry = moderation.hide(thing, by=moderator, reason="Spam.", at=NOON)
    [row] = rows(client)
    assert "the-moderator hid: a bookmark (@ann) Spam." in row
    moderation.undo(entry, by=moderator, reason="", at=NOON)
    newest, oldest = rows(client)
    assert "undid: Secret offer" in newest
    assert "undone since" in oldest


def test_the_log_can_be_narrowed_to_one_kind_of_act(client, ann, moderator):
    moderation.hide(CollectionFactory(owner=ann), by=moderator, reason="x", at=NOON)
    moderation.suspend(ann, by=moderator, reason="y", at=NOON)
    assert len(rows(client)) == 2
    assert "suspended: an account (@ann)" in rows(client, "/moderation/?action=suspend")[0]
    assert client.get("/moderation/?action=praise").status_code == 400


def test_months_are_counted(client, ann, moderator):
    for _ in range(3):
        thing = BookmarkFactory(owner=ann)
        moderation.hide(thing, by=moderator, reason="x", at=timezone.now())
    assert "hid: 3" in words(soup(client.get("/moderation/")).main)


def test_who_reported_reads_what_became_of_it(client, bob, moderator):
    report = ReportFactory(reporter=bob, target__title="Tea")
    client.force_login(bob)
    assert "Tea" in client.get("/reports/").text
    assert "waits for a moderator" in client.get("/reports/").text
    moderation.hide(report.target, by=moderator, reason="x", at=NOON)
    page = client.get("/reports/").text
    assert "looked at, and acted on" in page
    assert "Tea" not in page
