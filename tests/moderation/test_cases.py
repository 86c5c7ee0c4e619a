"""Cases: one for each thing, however often it is reported; whose they are for a while."""

from datetime import timedelta

import pytest

from bookmarks import moderation
from bookmarks.models import Bookmark, Case, Report, Tag
from bookmarks.moderation.reads import note_reading
from bookmarks.moderation.weighing import record_of, weight_of
from tests.at_once import at_once
from tests.factories import (
    NOON,
    BookmarkFactory,
    PersonFactory,
    ReportFactory,
    make_moderator,
    minutes_after_noon,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def report(target, reporter=None, at=NOON, reason="spam", **source):
    source = moderation.Source(reporter=reporter, **source)
    return moderation.file_report(target, source, reason=reason, note="", at=at)


def test_all_reports_on_a_thing_are_one_case_as_heavy_as_those_who_report_it(spam, bob, stranger):
    for reporter, reason in ((bob, "spam"), (bob, "scam"), (stranger, "spam")):
        report(spam, reporter, reason=reason)
    case = Case.objects.get()
    assert case.reports.count() == 3
    assert case.weight == 2 * weight_of(PersonFactory())


def test_people_tags_and_sites_have_cases_too(ann, bob, moderator):
    for target in (ann, Tag.objects.named(["tea"])[0], moderation.Site("a.example")):
        filed, _new = report(target, bob)
        assert filed.target == target
        entry = moderation.dismiss(target, by=moderator, reason="", at=NOON)
        filed.refresh_from_db()
        assert filed.entry == entry


def test_a_report_on_what_was_dismissed_opens_the_same_case_again(spam, bob, stranger, moderator):
    report(spam, bob)
    moderation.dismiss(spam, by=moderator, reason="", at=NOON)
    assert Case.objects.get().weight == 0
    report(spam, stranger, at=LATER)
    case = Case.objects.get()
    assert (case.state, case.opened_at, case.version) == ("open", LATER, 1)
    assert case.reports.open().count() == 1


def test_the_same_person_is_heard_again_only_when_the_thing_has_changed(spam, bob, moderator):
    report(spam, bob)
    moderation.dismiss(spam, by=moderator, reason="", at=NOON)
    assert report(spam, bob, at=LATER)[1] is False
    assert not Case.objects.open().exists()
    Bookmark.objects.filter(pk=spam.pk).update(title="Much worse")
    assert report(Bookmark.objects.get(), bob, at=LATER)[1] is True
    assert Case.objects.open().exists()
    assert Report.objects.count() == 1


def test_the_thing_is_kept_as_it_was_and_not_twice(spam, bob, stranger, moderator):
    first, _new = report(spam, bob)
    same, _new = report(spam, stranger)
    Bookmark.objects.update(title="Innocent")
    other, _new = report(Bookmark.objects.get(), moderator)
    assert first.snapshot["title"] == "Cheap watches"
    assert same.snapshot == {}
    assert other.snapshot["title"] == "Innocent"


def test_of_what_not_everybody_may_read_nothing_is_kept(ann, bob):
    secret = BookmarkFactory(owner=ann, audience="collections")
    assert report(secret, bob)[0].snapshot == {}


def test_a_reporters_word_counts_by_what_came_of_it(ann, bob, stranger, moderator):
    new = weight_of(bob)
    for number in range(3):
        good, bad = BookmarkFactory(owner=ann), BookmarkFactory(owner=ann)
        report(good, bob, at=minutes_after_noon(number))
        report(bad, stranger, at=minutes_after_noon(number))
        moderation.hide(good, by=moderator, reason="", at=NOON)
        moderation.dismiss(bad, by=moderator, reason="", at=NOON)
    assert (record_of(bob), record_of(stranger)) == ((3, 0), (0, 3))
    assert weight_of(stranger) < new < weight_of(bob) < weight_of(moderator)


def test_no_report_hides_anything_by_itself(spam, stranger, nobody):
    for _ in range(20):
        report(spam, PersonFactory())
    report(spam, visitor="somebody")
    report(spam, rule="watched words", weight=100)
    assert Bookmark.objects.visible_to(nobody).filter(pk=spam.pk).exists()


def test_an_undo_opens_the_case_again_as_heavy_as_before(spam, bob, moderator):
    report(spam, bob)
    before = Case.objects.get().weight
    entry = moderation.hide(spam, by=moderator, reason="", at=NOON)
    moderation.undo(entry, by=moderator, reason="", at=NOON)
    case = Case.objects.get()
    assert (case.state, case.weight, case.version) == ("open", before, 2)


# --- Claims ----------------------------------------------------------------------------------


@pytest.fixture
def case(spam, bob):
    return ReportFactory(target=spam, reporter=bob).case


def test_a_claimed_case_is_decided_by_whom_it_is_claimed(case, spam, moderator, other_moderator):
    moderation.claim(case, by=moderator, at=NOON)
    with pytest.raises(moderation.Claimed):
        moderation.claim(case, by=other_moderator, at=NOON)
    with pytest.raises(moderation.Claimed):
        moderation.hide(spam, by=other_moderator, reason="", at=NOON)
    moderation.hide(spam, by=moderator, reason="", at=NOON)
    case.refresh_from_db()
    assert case.claimed_until is None


def test_a_claim_is_over_after_a_while_and_given_back(case, spam, moderator, other_moderator):
    moderation.claim(case, by=moderator, at=NOON)
    moderation.claim(case, by=other_moderator, at=minutes_after_noon(16))
    moderation.release(case, by=moderator)  # no longer theirs to give back
    with pytest.raises(moderation.Claimed):
        moderation.claim(case, by=moderator, at=minutes_after_noon(17))
    moderation.release(case, by=other_moderator)
    moderation.claim(case, by=moderator, at=minutes_after_noon(17))


def test_the_next_case_is_the_heaviest_that_is_free_and_not_ones_own(case, bob, moderator):
    mine = BookmarkFactory(owner=moderator)
    for _ in range(3):
        ReportFactory(target=mine)
    assert moderation.claim_next(Case.objects.all(), by=moderator, at=NOON) == case
    assert moderation.claim_next(Case.objects.all(), by=moderator, at=NOON) is None


@pytest.mark.django_db(transaction=True)
def test_six_who_ask_for_the_next_case_at_once_get_six(ann):
    for _ in range(6):
        ReportFactory(target__owner=ann)
    judges = [make_moderator(handle=f"judge-{n}") for n in range(6)]
    found = at_once(
        [lambda by=by: moderation.claim_next(Case.objects.all(), by=by, at=NOON) for by in judges]
    )
    assert len({case.pk for case in found}) == 6


@pytest.mark.django_db(transaction=True)
def test_of_six_who_claim_one_case_at_once_one_has_it(ann):
    case = ReportFactory(target__owner=ann).case
    judges = [make_moderator(handle=f"judge-{n}") for n in range(6)]

    def claim(by):
        try:
            moderation.claim(Case.objects.get(pk=case.pk), by=by, at=NOON)
        except moderation.Claimed:
            return False
        return True

    assert sum(at_once([lambda by=by: claim(by) for by in judges])) == 1


@pytest.mark.django_db(transaction=True)
def test_reports_and_a_decision_at_once_lose_nothing(ann, moderator):
    thing = BookmarkFactory(owner=ann)
    people = [PersonFactory() for _ in range(6)]
    acts = [lambda by=by: report(Bookmark.objects.get(pk=thing.pk), by) for by in people]
    acts.append(lambda: moderation.hide(thing, by=moderator, reason="", at=NOON))
    at_once(acts)
    case = Case.objects.get()
    waiting = case.reports.open().count()
    assert case.reports.count() == 6
    assert case.is_open is (waiting > 0)
    assert case.weight == 25 * waiting


def test_that_staff_read_an_address_is_not_told_as_what_was_decided(spam, moderator, admin):
    decided = moderation.hide(spam, by=moderator, reason="x", at=NOON)
    note_reading(spam.owner, by=admin, at=NOON)
    with pytest.raises(moderation.AlreadyDecided) as refused:
        moderation.hide(spam, by=admin, reason="x", at=NOON, seen=0)
    assert refused.value.entry == decided
