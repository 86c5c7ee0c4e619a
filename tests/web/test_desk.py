"""A moderator's day: the next case, the claim, the notes, many at once."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from bookmarks import moderation
from bookmarks.admin import case_context
from bookmarks.models import Bookmark, Case, ModerationEntry, PersonNote, PresetReason
from tests.factories import (
    NOON,
    PASSWORD,
    BookmarkFactory,
    ReportFactory,
    make_moderator,
    make_staff,
)
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db
QUEUE = "/admin/bookmarks/case/"
NEXT, BULK = f"{QUEUE}next/", f"{QUEUE}decide/"


@pytest.fixture
def desk(moderator):
    """A moderator's browser."""
    client = Client()
    client.force_login(moderator)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def spam(ann):
    return BookmarkFactory(owner=ann, title="Cheap watches", link__url="https://watches.example/1")


@pytest.fixture
def report(spam, bob):
    return ReportFactory(target=spam, reporter=bob, note="He sells watches.")


def case_of(thing) -> str:
    return reverse("admin:bookmarks_case", args=[thing._meta.model_name, thing.pk])


def test_the_admin_begins_with_the_queue_and_what_waits_in_numbers(desk, report):
    page = soup(desk.get("/admin/", follow=True))
    assert "Cheap watches" in words(page)
    numbers = {dt.text: dt.find_next("dd").text for dt in page.select(".queue-counts dt")}
    assert numbers == {
        "under an hour": "0",
        "under a day": "0",
        "under a week": "0",
        "older": "1",
        "mine": "0",
        "unclaimed": "1",
        "appeals": "0",
    }
    assert desk.get("/admin/?all=1").status_code == 200


def test_from_a_case_to_the_next_one_by_one_button(desk, report, spam, ann):
    other = ReportFactory(target__owner=ann).target
    assert desk.post(NEXT).url == case_of(spam)
    sent = {"action": "dismiss", "seen": 0, "next": "1"}
    assert desk.post(case_of(spam), sent).url == case_of(other)
    assert desk.post(case_of(other), sent).url == QUEUE
    assert not Case.objects.open().exists()


def test_every_button_that_decides_has_a_key_and_works_without_a_script(desk, report, spam):
    PresetReason.objects.create(label="Spam", text="We do not want advertisements.")
    page = soup(desk.get(case_of(spam)))
    keys = {b["value"]: b.get("data-key") for b in page.select("button[name=action]")}
    assert keys == {
        "claim": "m",
        "dismiss": "d",
        "warn": "w",
        "untag": "t",
        "sensitive": "v",
        "hide": "h",
        "limit": "l",
        "suspend": "s",
        "ban": None,
        "note": None,
    }
    preset = page.select_one("select[name=preset]").find("option", string="Spam")["value"]
    desk.post(case_of(spam), {"action": "hide", "seen": 0, "preset": preset, "reason": "Watches."})
    entry = ModerationEntry.objects.get()
    assert entry.reason == "We do not want advertisements.\n\nWatches."


def test_a_claim_is_seen_by_others_given_back_by_cancel_and_over_with_the_decision(
    desk, report, spam
):
    other = Client()
    other.force_login(make_moderator(handle="quick"))
    other.post(case_of(spam), {"action": "claim"})
    assert "@quick is at it" in desk.get(case_of(spam)).text
    assert "@quick" in desk.get(QUEUE).text
    refused = desk.post(case_of(spam), {"action": "dismiss", "seen": 0})
    assert "Another moderator is deciding this." in refused.text
    other.post(case_of(spam), {"action": "release"})
    desk.post(case_of(spam), {"action": "dismiss", "seen": 0})
    assert ModerationEntry.objects.count() == 1


def test_a_case_shows_then_and_now_and_how_right_the_reporter_is(desk, report, spam, bob, ann):
    upheld = ReportFactory(reporter=bob, target__owner=ann).target
    moderation.hide(upheld, by=make_moderator(handle="other"), reason="", at=NOON)
    Bookmark.objects.filter(pk=spam.pk).update(title="Innocent flowers")
    text = words(soup(desk.get(case_of(spam))))
    assert "Innocent flowers" in text
    assert "As it was reported" in text
    assert "Cheap watches" in text
    assert "@bob (upheld 1, dismissed 0)" in text


def test_a_case_tells_of_the_author_and_of_the_site(desk, report, spam, ann, stranger):
    BookmarkFactory(owner=ann, title="A second one", link__url="https://watches.example/2")
    BookmarkFactory(owner=ann, title="My secret", audience="private")
    earlier = BookmarkFactory(owner=stranger, link__url="https://watches.example/3")
    moderation.hide(earlier, by=make_moderator(handle="other"), reason="", at=NOON)
    text = words(soup(desk.get(case_of(spam))))
    assert "A second one" in text
    assert "My secret" not in text
    assert "watches.example (2)" in text
    assert "Earlier cases of watches.example Bookmark @stranger" in text


def test_a_persons_record_is_leafed_through_to_its_end(desk, ann, monkeypatch):
    monkeypatch.setattr(case_context, "RECORD", 2)
    for n in range(5):
        BookmarkFactory(owner=ann, title=f"Find {n}")
    BookmarkFactory(owner=ann, title="My secret", audience="private")
    record = address = reverse("admin:bookmarks_case", args=["person", ann.pk])
    seen = []
    while address:
        page = soup(desk.get(address)).select_one("[aria-labelledby=author]")
        seen += [words(entry) for entry in page.select(".case-list a")]
        older = page.select_one("a[rel=next]")
        address = older and record + older["href"]
    assert seen == [f"Find {n}" for n in (4, 3, 2, 1, 0)]
    assert desk.get(f"{record}?after=nonsense").status_code == 400


def test_notes_are_for_moderators_alone(desk, client, report, spam, ann):
    desk.post(case_of(spam), {"action": "note", "text": "Came back under another name."})
    assert "Came back under another name." in desk.get(case_of(spam)).text
    client.force_login(ann)
    for path in ("/moderation/mine/", "/notices/", "/@ann/", "/moderation/"):
        assert "another name" not in client.get(path).text
    assert PersonNote.objects.count() == 1


def test_many_are_decided_at_once_after_a_page_that_counts(desk, ann, bob):
    things = [ReportFactory(target__owner=ann).case for _ in range(3)]
    chosen = {"action": "decide", "_selected_action": [case.pk for case in things]}
    page = soup(desk.post(QUEUE, chosen))
    assert "They are of 1 author." in words(page)
    cases = page.select_one("input[name=cases]")["value"]
    assert desk.post(BULK, {"cases": cases, "action": "hide"}).status_code == 422
    # Meanwhile another moderator decides one of them.
    moderation.dismiss(things[0].target, by=make_moderator(handle="quick"), reason="", at=NOON)
    answer = desk.post(BULK, {"cases": cases, "action": "hide", "reason": "Spam."}, follow=True)
    assert "2 cases are decided." in answer.text
    assert "1 was left" in answer.text
    assert Bookmark.objects.filter(hidden_at__isnull=False).count() == 2


def test_who_decides_about_many_proves_first_who_they_are_and_types_nothing_again(
    moderator, report
):
    client = Client()
    client.force_login(moderator)
    said = {"cases": f"{report.case_id}:0", "action": "warn", "reason": "Spam."}
    answer = client.post(f"{BULK}?q=ann", said)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not ModerationEntry.objects.exists()
    assert client.post(answer.url, {"password": PASSWORD}).url == QUEUE
    assert ModerationEntry.objects.get().reason == "Spam."


@pytest.mark.parametrize("cases", ["", "x", "1", "1:2:3", ",".join(f"{n}:0" for n in range(51))])
def test_made_up_cases_are_refused(desk, cases):
    sent = {"cases": cases, "action": "dismiss"}
    assert desk.post(BULK, sent).status_code == 422


def test_the_queue_is_narrowed(desk, report, spam, ann, bob):
    User.objects.filter(pk=ann.pk).update(date_joined=timezone.now())
    for query, is_there in {
        "?q=by:bob": True,
        "?q=by:ann": False,
        "?q=site:watches.example": True,
        "?q=ann": True,
        "?q=nobody": False,
        "?kind__exact=bookmark": True,
        "?kind__exact=person": False,
        "?author=older": False,
        "?author=day": True,
        "?state=mine": False,
        "?state=unclaimed": True,
    }.items():
        assert ("Cheap watches" in desk.get(QUEUE + query).text) is is_there, query


# --- Roles -----------------------------------------------------------------------------------

ROLES = ("Triage", "Moderators", "Administrators")
ACTS = {
    "dismiss": {*ROLES},
    "hide": {"Moderators", "Administrators"},
    "sensitive": {"Moderators", "Administrators"},
    "warn": {"Moderators", "Administrators"},
    "limit": {"Moderators", "Administrators"},
    "suspend": {"Moderators", "Administrators"},
    "ban": {"Moderators", "Administrators"},
    "claim": {*ROLES},
    "note": {*ROLES},
}


@pytest.mark.parametrize("role", [*ROLES, "none", "signed in"])
def test_each_act_is_done_by_those_who_may_and_by_nobody_else(role, ann, bob):
    staff = bob if role == "signed in" else make_staff("Triage", handle="the-staff")
    if role != "signed in":
        staff.groups.clear()
        if role != "none":
            staff = make_staff(role, handle="the-member")
    client = Client()
    client.force_login(staff)
    done = set()
    for act in ACTS:
        thing = ReportFactory(target__owner=ann).target
        sent = {"action": act, "seen": Case.objects.get(bookmark=thing).version}
        client.post(case_of(thing), sent | {"reason": "Because.", "text": "A note."})
        case = Case.objects.get(bookmark=thing)
        entries = ModerationEntry.objects.filter(case=case, action=act)
        noted = act == "note" and PersonNote.objects.exists()
        if entries.exists() or noted or (act == "claim" and case.claimed_by):
            done.add(act)
    assert done == {act for act, roles in ACTS.items() if role in roles}
