"""Reporting: /b/<key>/report/ and /@handle/slug/report/."""

import pytest
from django.urls import reverse

from bookmarks.models import Report
from tests.factories import NOON, BookmarkFactory, CollectionFactory, MemberFactory

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


def test_a_signed_out_person_is_asked_to_log_in(client, bookmark):
    answer = client.get(address(bookmark))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


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
