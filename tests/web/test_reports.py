"""Reporting: /b/<key>/report/ and /@handle/slug/report/."""

import pytest
from django.urls import reverse

from bookmarks.models import Report
from tests.factories import NOON, BookmarkFactory, CollectionFactory, MemberFactory
from tests.web.pages import soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def bookmark(ann):
    return BookmarkFactory(owner=ann, title="Cheap watches")


@pytest.fixture
def shelf(ann):
    return CollectionFactory(owner=ann, title="Watches")


def address(thing) -> str:
    if hasattr(thing, "key"):
        return reverse("bookmark-report", args=[thing.key])
    return reverse("collection-report", args=[thing.owner.handle, thing.slug])


@pytest.mark.parametrize("what", ["bookmark", "shelf"])
def test_somebody_reports_what_they_see(what, request, client, bob):
    thing = request.getfixturevalue(what)
    client.force_login(bob)
    assert "Report this" in client.get(address(thing)).text
    answer = client.post(address(thing), {"reason": "spam", "note": "Sells watches."}, follow=True)
    report = Report.objects.get()
    assert (report.target, report.reporter, report.note) == (thing, bob, "Sells watches.")
    assert "A moderator will look at it." in answer.text


def test_reporting_twice_says_so_and_keeps_one_report(client, bookmark, bob):
    client.force_login(bob)
    client.post(address(bookmark), {"reason": "spam"})
    answer = client.post(address(bookmark), {"reason": "spam"}, follow=True)
    assert "You reported this already." in answer.text
    client.post(address(bookmark), {"reason": "scam"})
    assert Report.objects.count() == 2


# --- Signed out ------------------------------------------------------------------------------


@pytest.fixture
def unhurried(monkeypatch):
    """The page was read before it was sent."""
    monkeypatch.setattr("linkshare.kit.person_check.PersonCheck.soonest", -1)


def filled(page, **fields):
    made = soup(page).find("input", {"name": "made"})["value"]
    return {"reason": "spam", "made": made, "website": "", **fields}


def test_a_visitor_reports_what_they_see_once_a_day(client, bookmark, unhurried):
    form = filled(client.get(address(bookmark)))
    assert "A moderator will look at it." in client.post(address(bookmark), form, follow=True).text
    assert "reported this already" in client.post(address(bookmark), form, follow=True).text
    report = Report.objects.get()
    assert (report.reporter, report.weight) == (None, 10)
    assert "127.0.0.1" not in report.visitor


def test_who_answers_at_once_is_asked_once_more_and_keeps_what_they_typed(client, bookmark):
    answer = client.post(address(bookmark), filled(client.get(address(bookmark)), note="Bad."))
    assert answer.status_code == 422
    assert "That was quick." in answer.text
    assert "Bad." in answer.text
    assert not Report.objects.exists()


@pytest.mark.parametrize("fields", [{"website": "x"}, {"made": "forged"}, {"made": ""}])
def test_programs_that_fill_in_forms_report_nothing(client, bookmark, unhurried, fields):
    form = filled(client.get(address(bookmark)), **fields)
    assert client.post(address(bookmark), form).status_code == 422
    assert not Report.objects.exists()


def test_one_address_reports_so_much_in_an_hour_and_no_more(client, ann, unhurried):
    statuses = []
    for _ in range(6):
        thing = BookmarkFactory(owner=ann)
        statuses.append(client.post(address(thing), filled(client.get(address(thing)))).status_code)
    assert statuses == [302] * 5 + [422]
    assert Report.objects.count() == 5


# --- People, tags, sites ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["person", "tag", "site"])
def test_people_tags_and_sites_are_reported_from_their_pages(kind, client, ann, bob):
    thing = BookmarkFactory(owner=ann, tags=["tea/green"])
    page, report = {
        "person": ("/@ann/", "/reports/new/@ann/"),
        "tag": ("/tags/tea/green/", "/reports/new/tags/tea/green/"),
        "site": (thing.link.get_absolute_url(), f"{thing.link.get_absolute_url()}report/"),
    }[kind]
    client.force_login(bob)
    assert soup(client.get(page)).find("a", href=report)
    assert "Report this to the moderators" in client.get(report).text
    client.post(report, {"reason": "spam"})
    filed = Report.objects.get()
    assert filed.case.kind == kind
    assert str(filed.target) in {"ann", "tea/green", "example.org"}
    assert "waits for a moderator" in client.get("/reports/").text


def test_nobody_reports_themselves_or_whom_they_do_not_see(client, ann, suspended):
    client.force_login(ann)
    assert "This is yours" in client.get("/reports/new/@ann/", follow=True).text
    for path in ("/reports/new/@suspended/", "/reports/new/@nobody/", "/reports/new/tags/no/"):
        assert client.get(path).status_code == 404


# --- What goes wrong -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields", [{"audience": "private"}, {"trashed_at": NOON}, {"hidden_at": NOON}]
)
def test_what_one_may_not_see_one_may_not_report(client, ann, bob, fields):
    client.force_login(bob)
    bookmark = BookmarkFactory(owner=ann, **fields)
    assert client.get(address(bookmark)).status_code == 404
    assert client.post(address(bookmark), {"reason": "spam"}).status_code == 404
    assert not Report.objects.exists()


def test_a_private_collection_is_reported_by_its_members_alone(client, ann, bob, stranger):
    shelf = CollectionFactory(owner=ann, audience="private")
    MemberFactory(collection=shelf, person=bob)
    client.force_login(stranger)
    assert client.get(address(shelf)).status_code == 404
    client.force_login(bob)
    assert client.get(address(shelf)).status_code == 200


def test_nobody_reports_what_is_their_own(client, bookmark, ann):
    client.force_login(ann)
    answer = client.post(address(bookmark), {"reason": "spam"}, follow=True)
    assert "This is yours" in answer.text
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"note": "It is bad."}, "This field is required."),
        ({"reason": "nonsense", "note": "It is bad."}, "not one of the available choices"),
        ({"reason": "spam", "note": "It is bad." + "x" * 2000}, "at most 2000 characters"),
    ],
)
def test_what_was_typed_stays_beside_the_complaint(client, bookmark, bob, typed, complaint):
    client.force_login(bob)
    answer = client.post(address(bookmark), typed)
    assert answer.status_code == 422
    assert complaint in answer.text
    assert "It is bad." in answer.text
    assert not Report.objects.exists()


def test_something_else_needs_words(client, bookmark, bob):
    client.force_login(bob)
    answer = client.post(address(bookmark), {"reason": "other", "note": " "})
    assert "Please say what is wrong." in answer.text
    assert not Report.objects.exists()
