"""Notices by mail."""

import pytest
from django.core import mail
from django.utils import timezone

from bookmarks.following import follow_person
from bookmarks.mailing import letters, told
from bookmarks.models import MailChoice, Notice
from bookmarks.telling import MAIL_AFTER
from tests.at_once import at_once
from tests.factories import NOON, PersonFactory

pytestmark = pytest.mark.django_db
THEN = NOON + MAIL_AFTER


@pytest.fixture
def followed(ann, bob):
    """By two, and she wants to know by mail."""
    MailChoice.objects.create(person=ann, follower=True)
    for person in (bob, PersonFactory(name="<Carl>")):
        follow_person(person, ann, NOON)
    return ann


def test_all_that_is_new_comes_in_one_mail_a_little_later(followed):
    assert told.send_due(NOON) == 0
    assert told.send_due(THEN) == 1
    [letter] = mail.outbox
    assert letter.to == ["ann@example.org"]
    assert "<Carl> and Bob follow you." in letter.body
    assert "&lt;Carl&gt; and Bob follow you." in letter.alternatives[0].content


def test_no_notice_is_sent_twice(followed):
    told.send_due(THEN)
    told.send_due(THEN)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("change", ["read", "unverified", "off", "off later", "suspended"])
def test_what_is_no_longer_wanted_or_allowed_stays_here(followed, bob, change):
    if change == "read":
        Notice.objects.update(read_at=NOON)
    if change == "unverified":
        type(followed).objects.filter(pk=followed.pk).update(verified_at=None)
    if change == "off":
        Notice.objects.all().delete()
        MailChoice.objects.update(follower=False)
        follow_person(PersonFactory(), followed, NOON)
    if change == "off later":
        MailChoice.objects.update(follower=False)
    if change == "suspended":
        type(bob).objects.exclude(pk=followed.pk).update(suspended_at=NOON)
    assert told.send_due(THEN) == 0
    assert mail.outbox == []


def test_a_mail_that_the_server_refused_is_sent_later(followed, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(letters.EmailMultiAlternatives, "send", _refused)
        assert told.send_due(THEN) == 0
    assert told.send_due(THEN + told.AGAIN_AFTER) == 1


def test_a_worker_that_is_killed_while_it_sends_costs_no_second_mail(followed, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(letters.EmailMultiAlternatives, "send", _killed)
        with pytest.raises(KeyboardInterrupt):
            told.send_due(THEN)
    assert told.send_due(THEN + told.AGAIN_AFTER) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail(followed):
    assert sorted(at_once([lambda: told.send_due(THEN)] * 2)) == [0, 1]


def test_one_click_in_the_mail_ends_its_kind(client, followed):
    told.send_due(THEN)
    headers = mail.outbox[0].extra_headers
    path = headers["List-Unsubscribe"].strip("<>").partition("://")[2].partition("/")[2]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert client.get(f"/{path}").status_code == 200
    assert MailChoice.objects.get().follower
    assert client.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not MailChoice.objects.get().follower


def test_a_made_up_link_ends_nothing(client, followed):
    token = letters.token_of(followed, "follower")
    assert client.post(f"/mail/off/{token[:-1]}x/").status_code == 404
    assert MailChoice.objects.get().follower


def test_a_person_chooses_their_mails(client, ann):
    client.force_login(ann)
    assert client.post("/settings/mail/", {"digest": "hourly"}).status_code == 422
    client.post("/settings/mail/", {"digest": "weekly", "saved": "on"})
    choice = MailChoice.objects.get(person=ann)
    assert (choice.digest, choice.saved, choice.invitation) == ("weekly", True, False)
    assert choice.digest_due_at > timezone.now()


def _refused(letter):
    raise OSError("no mail server")


def _killed(letter):
    raise KeyboardInterrupt
