"""Two moderators at once, in real threads: one decides, the other is told so."""

import threading

import pytest
from django.db import connection

from accounts.models import User
from bookmarks import moderation
from bookmarks.models import Bookmark, ModerationEntry, Notice, Report
from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list[str]:
    """What came of each: "done", or the name of its refusal."""
    start, outcomes = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            act()
            outcomes.append("done")
        except (moderation.AlreadyDecided, moderation.NotAllowed) as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(outcomes)


def by(moderator, act, model, pk, **more):
    """The act on the moderator's own copy of the thing, as a request of its own would have it."""
    person = User.objects.get(pk=moderator.pk)
    thing = model.objects.get(pk=pk)
    return lambda: act(thing, by=person, reason="Because.", at=NOON, **more)


def test_of_eight_who_hide_a_bookmark_at_once_one_does(spam, report, ann, moderator):
    acts = [by(moderator, moderation.hide, Bookmark, spam.pk) for _ in range(8)]
    assert at_once(*acts) == ["AlreadyDecided"] * 7 + ["done"]
    assert ModerationEntry.objects.count() == 1
    assert Notice.objects.for_person(ann).count() == 1


def test_of_two_different_decisions_on_one_case_one_is_carried_out(
    spam, report, ann, moderator, other_moderator
):
    outcomes = at_once(
        by(moderator, moderation.hide, Bookmark, spam.pk, seen=0),
        by(other_moderator, moderation.dismiss, Bookmark, spam.pk, seen=0),
        by(other_moderator, moderation.suspend, Bookmark, spam.pk, seen=0),
    )
    assert outcomes == ["AlreadyDecided", "AlreadyDecided", "done"]
    report.refresh_from_db()
    assert report.entry == ModerationEntry.objects.get()


def test_an_act_is_undone_by_one_of_many(spam, moderator, other_moderator):
    entry = moderation.hide(spam, by=moderator, reason="", at=NOON)
    acts = [by(other_moderator, moderation.undo, ModerationEntry, entry.pk) for _ in range(6)]
    assert at_once(*acts) == ["AlreadyDecided"] * 5 + ["done"]
    assert ModerationEntry.objects.count() == 2


def test_hides_and_undos_across_each_other_end_as_the_log_says(spam, moderator, other_moderator):
    first = moderation.hide(spam, by=moderator, reason="", at=NOON)
    at_once(
        by(moderator, moderation.undo, ModerationEntry, first.pk),
        by(other_moderator, moderation.hide, Bookmark, spam.pk),
        by(other_moderator, moderation.suspend, User, spam.owner_id),
    )
    spam.refresh_from_db()
    standing = ModerationEntry.objects.standing().about(spam).filter(action="hide")
    assert (spam.hidden_at is not None) is standing.exists()


def test_two_reports_of_one_person_at_once_are_one(spam, stranger):
    def send(thing, *, by, reason, at):
        moderation.file_report(thing, moderation.Source(by), reason="spam", note=reason, at=at)

    assert at_once(*[by(stranger, send, Bookmark, spam.pk) for _ in range(6)]) == ["done"] * 6
    assert Report.objects.filter(reporter=stranger).count() == 1
