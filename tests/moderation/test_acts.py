"""What each act of a moderator does, and what its undo takes back."""

import pytest

from bookmarks import moderation
from bookmarks.models import Bookmark, Collection, ModerationEntry, Notice
from tests.factories import NOON, BookmarkFactory, ReportFactory, minutes_after_noon

pytestmark = pytest.mark.django_db


def sees(viewer, thing) -> bool:
    return type(thing).objects.visible_to(viewer).filter(pk=thing.pk).exists()


def words(by, at=NOON, reason="Not here, please."):
    return {"by": by, "reason": reason, "at": at}


def told(person) -> list[str]:
    return list(Notice.objects.for_person(person).order_by("pk").values_list("text", flat=True))


def test_a_dismissed_report_leaves_the_thing_and_the_queue(report, spam, moderator, stranger):
    entry = moderation.dismiss(report.target, **words(moderator))
    report.refresh_from_db()
    assert report.entry == entry
    assert sees(stranger, spam)


def test_a_hidden_bookmark_is_its_owners_alone(spam, ann, stranger, nobody, moderator):
    moderation.hide(spam, **words(moderator))
    assert sees(ann, spam)
    assert not sees(stranger, spam)
    assert not sees(nobody, spam)
    assert not sees(moderator, spam)


def test_a_hidden_collection_is_its_owners_alone(shelf, ann, stranger, moderator):
    moderation.hide(shelf, **words(moderator))
    assert sees(ann, shelf)
    assert not sees(stranger, shelf)


def test_nothing_of_a_suspended_person_is_public(spam, shelf, ann, stranger, moderator):
    moderation.suspend(ann, **words(moderator))
    assert not Bookmark.objects.visible_to(stranger).exists()
    assert not Collection.objects.visible_to(stranger).exists()
    assert sees(ann, spam)
    assert sees(ann, shelf)


def test_an_act_is_written_with_who_what_and_why(spam, ann, moderator):
    entry = moderation.hide(spam, **words(moderator, reason="Sells watches."))
    assert (entry.moderator, entry.person, entry.bookmark) == (moderator, ann, spam)
    assert (entry.action, entry.subject, entry.reason) == (
        "hide",
        "Cheap watches",
        "Sells watches.",
    )


def test_an_act_answers_all_open_reports_on_the_thing_and_no_others(spam, ann, moderator):
    on_it = [ReportFactory(target=spam), ReportFactory(target=spam)]
    elsewhere = ReportFactory(target__owner=ann)
    entry = moderation.hide(spam, **words(moderator))
    assert set(entry.reports.all()) == set(on_it)
    elsewhere.refresh_from_db()
    assert elsewhere.entry is None


def test_a_suspension_answers_the_reports_on_all_of_the_persons_things(
    report, ann, shelf, moderator
):
    of_the_shelf = ReportFactory(target=shelf)
    entry = moderation.suspend(ann, **words(moderator))
    assert set(entry.reports.all()) == {report, of_the_shelf}


@pytest.mark.parametrize("act", ["dismiss", "hide", "suspend"])
def test_the_author_is_told_what_and_why_and_the_reporter_that_it_is_decided(
    act, report, spam, ann, bob, moderator
):
    about = {"dismiss": spam, "hide": spam, "suspend": ann}[act]
    getattr(moderation, act)(about, **words(moderator, reason="Because."))
    (to_ann,), (to_bob,) = told(ann), told(bob)
    assert to_ann.endswith("Reason: Because.")
    assert to_bob.startswith("Thank you for your report")
    assert "Because." not in to_bob


def test_notices_name_neither_moderator_nor_reporter(report, spam, ann, bob, moderator):
    moderation.hide(spam, **words(moderator))
    for text in (*told(ann), *told(bob)):
        assert not any(person.handle in text.split() for person in (bob, moderator, ann))


@pytest.mark.parametrize("act", ["hide", "suspend"])
def test_an_undo_shows_again_what_was_kept_from_the_public(
    act, report, spam, ann, stranger, moderator
):
    entry = getattr(moderation, act)({"hide": spam, "suspend": ann}[act], **words(moderator))
    moderation.undo(entry, **words(moderator))
    assert sees(stranger, spam)
    report.refresh_from_db()
    assert report.entry is None
    assert len(told(ann)) == 2
    assert "looked at again" in told(report.reporter)[1]


def test_a_dismissed_report_is_open_again_when_that_is_undone(report, moderator):
    moderation.undo(moderation.dismiss(report.target, **words(moderator)), **words(moderator))
    report.refresh_from_db()
    assert report.entry is None


def test_an_act_is_undone_once_and_an_undo_never(spam, stranger, moderator):
    entry = moderation.hide(spam, **words(moderator))
    undoing = moderation.undo(entry, **words(moderator))
    with pytest.raises(moderation.AlreadyDecided):
        moderation.undo(entry, **words(moderator))
    with pytest.raises(moderation.NotAllowed):
        moderation.undo(undoing, **words(moderator))
    assert sees(stranger, spam)


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("act", ["hide", "suspend"])
def test_undoing_one_of_two_overlapping_acts_does_not_lift_the_other(
    act, first, spam, ann, stranger, moderator
):
    target = {"hide": spam, "suspend": ann}[act]
    entries = []
    for minute in (1, 2):
        ReportFactory(target=spam)
        entries.append(
            getattr(moderation, act)(target, **words(moderator, minutes_after_noon(minute)))
        )
    moderation.undo(entries[first], **words(moderator))
    assert not sees(stranger, spam)
    moderation.undo(entries[1 - first], **words(moderator))
    assert sees(stranger, spam)


def test_repeating_an_act_changes_nothing(report, spam, ann, moderator, other_moderator):
    moderation.hide(spam, **words(moderator))
    with pytest.raises(moderation.AlreadyDecided) as refusal:
        moderation.hide(spam, **words(other_moderator))
    assert refusal.value.entry.moderator == moderator
    with pytest.raises(moderation.AlreadyDecided):
        moderation.dismiss(report.target, **words(other_moderator))
    assert ModerationEntry.objects.count() == 1
    assert len(told(ann)) == 1


def test_a_moderator_who_saw_an_older_case_is_told_so(spam, ann, moderator, other_moderator):
    seen = moderation.version_of(spam)
    moderation.undo(moderation.hide(spam, **words(moderator)), **words(moderator))
    with pytest.raises(moderation.AlreadyDecided):
        moderation.hide(spam, **words(other_moderator), seen=seen)
    moderation.hide(spam, **words(other_moderator), seen=moderation.version_of(spam))


def test_the_log_says_nothing_of_what_is_no_longer_public(spam, ann, bob, moderator):
    report = ReportFactory(target=spam, reporter=bob)
    Bookmark.objects.filter(pk=spam.pk).update(audience="private", title="My secret")
    entry = moderation.dismiss(report.target, **words(moderator))
    assert entry.subject == "a bookmark"
    assert "secret" not in told(bob)[0]


def test_an_undo_of_what_is_deleted_is_written_all_the_same(spam, ann, moderator):
    entry = moderation.hide(spam, **words(moderator))
    spam.delete()
    undoing = moderation.undo(entry, **words(moderator))
    assert undoing.subject == "Cheap watches"
    assert "Cheap watches" in told(ann)[1]


def test_moderators_read_what_is_public_or_withheld_by_them_alone(ann, suspended):
    public, hidden = BookmarkFactory(owner=ann), BookmarkFactory(owner=ann, hidden_at=NOON)
    of_a_suspended_person = BookmarkFactory(owner=suspended)
    BookmarkFactory(owner=ann, audience="private")
    BookmarkFactory(owner=ann, audience="private", hidden_at=NOON)
    BookmarkFactory(owner=ann, trashed_at=NOON, hidden_at=NOON)
    BookmarkFactory(owner=suspended, audience="collections")
    assert set(moderation.readable_bookmarks()) == {public, hidden, of_a_suspended_person}
