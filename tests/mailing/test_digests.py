"""What a person follows, in one mail a day or a week."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from bookmarks.following import follow_person
from bookmarks.mailing import digests, letters
from bookmarks.models import Digest, MailChoice
from tests.at_once import at_once
from tests.factories import NOON, BookmarkFactory

pytestmark = pytest.mark.django_db
MORNING = datetime.fromisoformat("2026-02-02T07:00Z")  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def reader(ann, bob):
    """Follows Bob, and has chosen a digest every day."""
    follow_person(ann, bob, NOON)
    digests.choose(ann, MailChoice(person=ann, digest="daily"), NOON)
    return ann


@pytest.mark.parametrize(
    ("choice", "zone", "after", "due"),
    [
        ("daily", "UTC", "2026-02-01T12:00Z", "2026-02-02T07:00Z"),
        ("daily", "UTC", "2026-02-01T06:59Z", "2026-02-01T07:00Z"),
        ("daily", "Asia/Tokyo", "2026-02-01T12:00Z", "2026-02-01T22:00Z"),
        ("daily", "America/New_York", "2026-03-07T12:00Z", "2026-03-08T11:00Z"),
        ("daily", "America/New_York", "2026-03-08T11:00Z", "2026-03-09T11:00Z"),
        ("daily", "America/New_York", "2026-10-31T11:00Z", "2026-11-01T12:00Z"),
        ("weekly", "Australia/Lord_Howe", "2026-04-03T20:00Z", "2026-04-05T20:30Z"),
        ("weekly", "UTC", "2026-02-01T12:00Z", "2026-02-02T07:00Z"),
        ("weekly", "UTC", "2026-02-02T07:00Z", "2026-02-09T07:00Z"),
    ],
)
def test_a_digest_comes_in_the_morning_where_the_person_is(choice, zone, after, due):
    found = digests.next_due(choice, zone, datetime.fromisoformat(after))
    assert found == datetime.fromisoformat(due)


def test_it_tells_what_is_new_and_why_it_is_there(reader, bob):
    BookmarkFactory(owner=bob, title="Old", saved_at=MORNING - 2 * DAY)
    new = BookmarkFactory(owner=bob, title="Tea & <cake>", note="So *good*.", saved_at=NOON + HOUR)
    assert digests.send_due(MORNING) == 1
    [letter] = mail.outbox
    assert letter.subject == "“Tea & <cake>” is new from what you follow"
    for words in ("Tea & <cake>", new.link.url, "So good.", "by Bob"):
        assert words in letter.body
    assert "Old" not in letter.body
    assert "Tea &amp; &lt;cake&gt;" in letter.alternatives[0].content


def test_a_day_without_anything_new_has_no_mail(reader):
    assert digests.send_due(MORNING) == 0
    assert mail.outbox == []


def test_what_is_no_longer_visible_when_it_is_sent_is_not_in_it(reader, bob):
    BookmarkFactory(owner=bob, saved_at=NOON + HOUR, audience="private")
    BookmarkFactory(owner=bob, saved_at=NOON + HOUR, hidden_at=NOON)
    assert digests.send_due(MORNING) == 0


def test_no_day_has_two_whatever_is_chosen_or_clocked_meanwhile(reader, bob):
    BookmarkFactory(owner=bob, saved_at=NOON + HOUR)
    digests.send_due(MORNING)
    digests.send_due(MORNING)
    MailChoice.objects.update(digest_due_at=MORNING)
    digests.send_due(MORNING + HOUR)
    assert len(mail.outbox) == 1


def test_a_killed_worker_costs_that_mail_but_nothing_that_was_in_it(reader, bob, monkeypatch):
    BookmarkFactory(owner=bob, title="First", saved_at=NOON + HOUR)
    with monkeypatch.context() as patch:
        patch.setattr(letters.EmailMultiAlternatives, "send", _killed)
        with pytest.raises(KeyboardInterrupt):
            digests.send_due(MORNING)
    assert digests.send_due(MORNING + HOUR) == 0
    assert digests.send_due(MORNING + DAY) == 1
    assert "First" in mail.outbox[0].body


def test_a_refused_mail_is_sent_the_same_day(reader, bob, monkeypatch):
    BookmarkFactory(owner=bob, saved_at=NOON + HOUR)
    with monkeypatch.context() as patch:
        patch.setattr(letters.EmailMultiAlternatives, "send", _refused)
        digests.send_due(MORNING)
    assert digests.send_due(MORNING + digests.AGAIN_AFTER) == 1
    assert [digest.day for digest in Digest.objects.all()] == [MORNING.date()]


@pytest.mark.parametrize("choice", ["daily", "weekly"])
def test_who_has_moved_gets_it_in_the_morning_of_the_new_place(reader, bob, choice):
    """At 7:00 in London it is 2:00 in New York, on the same Monday."""
    digests.choose(reader, MailChoice(person=reader, digest=choice), NOON)
    type(reader).objects.filter(pk=reader.pk).update(time_zone="America/New_York")
    BookmarkFactory(owner=bob, saved_at=NOON + HOUR)
    assert digests.send_due(MORNING) == 0
    assert digests.send_due(MORNING + 4 * HOUR) == 0
    assert digests.send_due(MORNING + 5 * HOUR) == 1


def test_a_weekly_one_waits_for_monday_where_somebody_has_moved_to(reader, bob):
    """When Monday's mail is due in Auckland, it is Sunday in Honolulu."""
    type(reader).objects.filter(pk=reader.pk).update(time_zone="Pacific/Honolulu")
    due = datetime.fromisoformat("2026-02-01T18:00Z")
    MailChoice.objects.update(digest="weekly", digest_due_at=due)
    BookmarkFactory(owner=bob, saved_at=NOON + HOUR)
    assert digests.send_due(due) == 0
    assert digests.send_due(datetime.fromisoformat("2026-02-02T17:00Z")) == 1


def test_one_that_cannot_be_made_keeps_nobody_from_theirs(reader, bob, stranger, monkeypatch):
    follow_person(stranger, bob, NOON)
    digests.choose(stranger, MailChoice(person=stranger, digest="daily"), NOON)
    BookmarkFactory(owner=bob, saved_at=NOON + HOUR)
    news = digests._news

    def broken_for_ann(person, digest):
        return news(person, digest) if person != reader else 1 / 0

    monkeypatch.setattr(digests, "_news", broken_for_ann)
    assert digests.send_due(MORNING) == 1
    assert [letter.to for letter in mail.outbox] == [[stranger.email]]


def test_a_digest_that_is_due_survives_a_change_of_other_choices(reader, bob):
    BookmarkFactory(owner=bob, saved_at=NOON + HOUR)
    choice = MailChoice.of(reader)
    choice.saved = True
    digests.choose(reader, choice, MORNING + HOUR)
    assert digests.send_due(MORNING + HOUR) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one(reader, bob):
    BookmarkFactory(owner=bob, saved_at=NOON + HOUR)
    assert sorted(at_once([lambda: digests.send_due(MORNING)] * 2)) == [0, 1]


def _killed(letter):
    raise KeyboardInterrupt


def _refused(letter):
    raise OSError("no mail server")
