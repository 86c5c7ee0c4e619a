"""The log only grows, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from bookmarks import moderation
from bookmarks.models import ModerationEntry, Notice
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(spam, moderator):
    return moderation.hide(spam, by=moderator, reason="Because.", at=NOON)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bookmarks_moderationentry SET reason = 'Another.'",
        "DELETE FROM bookmarks_moderationentry",
    ],
)
def test_the_database_refuses_to_change_the_log(entry, statement):
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert ModerationEntry.objects.get().reason == "Because."


def test_django_cannot_change_the_log_either(entry):
    entry.reason = "Another."
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    Notice.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ModerationEntry.objects.all().delete()


def test_an_entry_outlives_its_subject_its_author_and_its_moderator(entry, spam, ann, moderator):
    spam.delete()
    moderator.delete()
    ann.delete()
    kept = ModerationEntry.objects.select_related("moderator", "person", "bookmark").get()
    assert kept.subject == "Cheap watches"
    assert kept.moderator is None


@pytest.mark.parametrize(
    "step", ["_subject", "answer", "_tell", "author_is_told", "reporters_are_told"]
)
def test_an_act_that_breaks_half_way_writes_nothing(step, report, spam, moderator, monkeypatch):
    def break_down(*args, **kwargs):
        raise OSError("out of order")

    monkeypatch.setattr(f"bookmarks.moderation.acts.{step}", break_down)
    with pytest.raises(OSError, match="out of order"):
        moderation.hide(spam, by=moderator, reason="", at=NOON)
    spam.refresh_from_db()
    report.refresh_from_db()
    assert (spam.hidden_at, report.entry) == (None, None)
    assert not ModerationEntry.objects.exists()
