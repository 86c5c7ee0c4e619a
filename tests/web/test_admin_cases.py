"""The moderators' queue, and the cases where they decide."""

import pytest
from django.test import Client
from django.urls import reverse

from bookmarks import moderation
from bookmarks.models import Bookmark, ModerationEntry
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    ReportFactory,
    make_moderator,
    minutes_after_noon,
)

pytestmark = pytest.mark.django_db
QUEUE = "/admin/bookmarks/case/"


def case_of(thing) -> str:
    return reverse("admin:bookmarks_case", args=[thing._meta.model_name, thing.pk])


def sent(page, action, **fields):
    return {"seen": page.context["seen"], "action": action, "reason": "Because.", **fields}


@pytest.fixture
def desk(moderator):
    """A moderator's browser."""
    client = Client()
    client.force_login(moderator)
    return client


@pytest.fixture
def spam(ann):
    return BookmarkFactory(owner=ann, title="Cheap watches", note="Buy *now*", link__title="Shop")


@pytest.fixture
def report(spam, bob):
    return ReportFactory(target=spam, reporter=bob, note="He sells watches.")


# --- The queue -------------------------------------------------------------------------------


def test_the_queue_has_one_row_a_thing_the_heaviest_and_oldest_first(desk, ann, bob, stranger):
    names = ("light, new", "light, old", "heavy")
    new, old, heavy = [BookmarkFactory(owner=ann, title=name) for name in names]
    ReportFactory(target=new, created_at=minutes_after_noon(9))
    ReportFactory(target=old, created_at=minutes_after_noon(1))
    for reporter, reason in ((bob, "spam"), (bob, "scam"), (stranger, "spam")):
        ReportFactory(
            target=heavy, reporter=reporter, reason=reason, created_at=minutes_after_noon(20)
        )
    queue = desk.get(QUEUE)
    rows = queue.context["cl"].result_list
    assert [(row.bookmark.title, row.weight) for row in rows] == [
        ("heavy", 50),
        ("light, old", 25),
        ("light, new", 25),
    ]
    assert "Spam, Scam or phishing" in queue.text


def test_a_decided_case_leaves_the_queue_for_the_decided_ones(desk, report, moderator):
    moderation.dismiss(report.target, by=moderator, reason="", at=NOON)
    assert "Cheap watches" not in desk.get(QUEUE).text
    assert "Cheap watches" in desk.get(f"{QUEUE}?state=decided").text


def test_the_queue_is_filtered_by_reason(desk, report):
    assert "Cheap watches" in desk.get(f"{QUEUE}?reason=spam").text
    assert "Cheap watches" not in desk.get(f"{QUEUE}?reason=malware").text


def test_a_row_of_the_queue_leads_to_its_case(desk, report, spam):
    assert case_of(spam) in desk.get(QUEUE).text
    assert desk.get(f"{QUEUE}{report.case_id}/change/").url == case_of(spam)


# --- A case ----------------------------------------------------------------------------------


def test_a_case_shows_the_thing_its_reports_and_its_author(desk, report, spam):
    page = desk.get(case_of(spam)).text
    for words in ("Cheap watches", "Buy *now*", spam.link.url, spam.link.excerpt, "Shop"):
        assert words in page
    for words in ("He sells watches.", "@bob", "@ann"):
        assert words in page
    assert f'href="{spam.link.url}"' not in page


@pytest.mark.parametrize("fields", [{"audience": "private"}, {"trashed_at": NOON}])
def test_what_is_no_longer_public_is_not_shown_to_moderators(desk, report, spam, fields):
    Bookmark.objects.filter(pk=spam.pk).update(title="My secret", **fields)
    page = desk.get(case_of(spam)).text
    assert "No longer public" in page
    assert "My secret" not in page
    assert "My secret" not in desk.get(QUEUE).text


def test_there_is_no_case_of_a_private_thing_that_nobody_reported(desk, ann):
    assert desk.get(case_of(BookmarkFactory(owner=ann, audience="private"))).status_code == 404
    assert desk.get("/admin/bookmarks/report/case/dinosaur/1/").status_code == 404


@pytest.mark.parametrize("action", ["dismiss", "hide", "suspend"])
def test_a_decision_is_carried_out_and_leads_back_to_the_queue(
    action, desk, client, report, spam, moderator
):
    answer = desk.post(case_of(spam), sent(desk.get(case_of(spam)), action))
    assert answer.url == QUEUE
    entry = ModerationEntry.objects.get()
    assert (entry.action, entry.moderator, entry.reason) == (action, moderator, "Because.")
    seen = client.get(spam.get_absolute_url()).status_code == 200
    assert seen is (action == "dismiss")


@pytest.mark.parametrize("action", ["dismiss", "hide", "suspend"])
def test_each_decision_is_undone_on_the_same_page(action, desk, client, report, spam):
    desk.post(case_of(spam), sent(desk.get(case_of(spam)), action))
    page = desk.get(case_of(spam))
    entry = ModerationEntry.objects.get()
    answer = desk.post(case_of(spam), sent(page, "undo", entry=entry.pk))
    assert answer.url == case_of(spam)
    assert client.get(spam.get_absolute_url()).status_code == 200
    assert "undone" in desk.get(case_of(spam)).text


def test_a_collection_is_hidden_from_its_case(desk, client, ann):
    shelf = CollectionFactory(owner=ann)
    ReportFactory(target=shelf)
    desk.post(case_of(shelf), sent(desk.get(case_of(shelf)), "hide"))
    assert client.get(shelf.get_absolute_url()).status_code == 404


def test_a_person_is_suspended_and_freed_from_their_own_case(desk, ann):
    address = reverse("admin:bookmarks_case", args=["person", ann.pk])
    desk.post(address, sent(desk.get(address), "suspend"))
    ann.refresh_from_db()
    assert not ann.may_publish
    desk.post(address, sent(desk.get(address), "undo", entry=ModerationEntry.objects.get().pk))
    ann.refresh_from_db()
    assert ann.may_publish


def test_who_comes_second_reads_what_the_first_did(desk, report, spam):
    other = Client()
    other.force_login(make_moderator(handle="quick"))
    stale = desk.get(case_of(spam))
    other.post(case_of(spam), sent(other.get(case_of(spam)), "dismiss"))
    answer = desk.post(case_of(spam), sent(stale, "hide"))
    assert answer.status_code == 409
    assert "@quick" in answer.text
    assert ModerationEntry.objects.count() == 1


def test_hiding_without_a_reason_keeps_the_page_and_says_so(desk, report, spam):
    answer = desk.post(case_of(spam), sent(desk.get(case_of(spam)), "hide", reason=" "))
    assert answer.status_code == 422
    assert "Please say why" in answer.text
    assert not ModerationEntry.objects.exists()


def test_a_refusal_keeps_what_the_moderator_typed(desk, admin):
    thing = BookmarkFactory(owner=admin)
    ReportFactory(target=thing)
    answer = desk.post(case_of(thing), sent(desk.get(case_of(thing)), "suspend"))
    assert "Only an administrator" in answer.text
    assert "Because." in answer.text


@pytest.mark.parametrize(
    "fields", [{"action": "flog"}, {"seen": "x"}, {"action": "undo", "entry": 9}]
)
def test_made_up_decisions_change_nothing(desk, report, spam, fields):
    page = desk.get(case_of(spam))
    assert desk.post(case_of(spam), sent(page, "hide") | fields).status_code == 422
    assert not ModerationEntry.objects.exists()


def test_a_case_costs_the_same_whatever_the_number_of_reports(
    desk, spam, django_assert_max_num_queries
):
    desk.get("/admin/")
    counts = []
    for n in (2, 18):
        for _ in range(n):
            ReportFactory(target=spam)
        with django_assert_max_num_queries(40) as captured:
            desk.get(case_of(spam))
        counts.append(len(captured))
    assert counts[0] == counts[1]
