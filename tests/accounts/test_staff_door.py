"""What stands before the admin: networks, a second factor; and the log of who read what."""

from ipaddress import ip_network

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts.models import User
from bookmarks.models import ModerationEntry
from tests.factories import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    return client


@pytest.mark.parametrize(("network", "status"), [("127.0.0.0/8", 200), ("10.0.0.0/8", 404)])
def test_the_admin_is_reached_from_the_networks_that_are_allowed(desk, settings, network, status):
    settings.ADMIN_ALLOWED = [ip_network(network)]
    assert desk.get("/admin/?all=1").status_code == status
    assert desk.get("/library/").status_code == 200


def test_staff_with_one_factor_are_led_to_add_a_second(desk, settings, admin):
    settings.STAFF_MFA = True
    answer = desk.get("/admin/", follow=True)
    assert answer.redirect_chain[0][0] == "/accounts/2fa/"
    assert "The admin asks for a second factor" in answer.text
    TOTP.activate(admin, generate_totp_secret())
    assert desk.get("/admin/?all=1").status_code == 200


def test_who_is_no_staff_is_asked_to_log_in_as_before(client, bob, settings):
    settings.STAFF_MFA = True
    assert client.get("/admin/").status_code == 302
    client.force_login(bob)
    assert client.get("/admin/", follow=True).status_code == 403


def test_an_administrator_who_opens_a_person_is_in_the_log_once_an_hour(desk, ann, admin, client):
    for _ in range(2):
        assert "ann@example.org" in desk.get(f"/admin/accounts/user/{ann.pk}/change/").text
    entry = ModerationEntry.objects.get()
    assert (entry.action, entry.moderator, entry.person) == ("read", admin, ann)
    client.logout()
    assert "addresses of" not in client.get("/moderation/").text
    client.force_login(ann)
    assert "Read the addresses of" in client.get("/moderation/mine/").text


@pytest.mark.parametrize(
    ("words", "found"),
    [("ann@example.org", {"ann"}), ("@EXAMPLE.org", {"ann", "bob"}), ("an", {"ann"})],
)
def test_people_are_found_by_name_mail_and_domain(desk, ann, bob, words, found):
    User.objects.filter(handle="the-admin").update(email="x@elsewhere.example")
    rows = desk.get("/admin/accounts/user/", {"q": words}).context["cl"].result_list
    assert {person.handle for person in rows} == found
    assert ModerationEntry.objects.filter(action="read").count() == ("@" in words)


def test_moderators_find_nobody_by_mail(client, moderator, ann):
    client.force_login(moderator)
    page = client.get("/admin/accounts/user/", {"q": "ann@example.org"})
    assert not page.context["cl"].result_list
    client.get(f"/admin/accounts/user/{ann.pk}/change/")
    assert not ModerationEntry.objects.exists()


def test_the_group_of_administrators_reads_addresses_and_appoints_nobody(client, ann):
    client.force_login(make_staff("Administrators"))
    found = client.get("/admin/accounts/user/", {"q": ann.email}).context["cl"].result_list
    assert [person.handle for person in found] == ["ann"]
    page = client.get(f"/admin/accounts/user/{ann.pk}/change/").text
    assert ann.email in page
    assert f"/of/person/{ann.pk}/" in page
    assert 'name="is_staff"' not in page
    assert ModerationEntry.objects.filter(action="read", person=ann).exists()
    answer = client.post(f"/admin/accounts/user/{ann.pk}/change/", {"is_staff": "on"})
    assert answer.status_code == 403
