"""Signing up: open, by approval, by invitation, closed; and no throw-away addresses."""

import pytest
from django.core import mail

from accounts.models import SignUp, SignUpCode, SiteSettings, User
from tests.factories import NOON, PersonFactory

pytestmark = pytest.mark.django_db
PATH = "/accounts/signup/"


@pytest.fixture
def mode(db):
    def set_mode(name, **fields):
        SiteSettings.objects.update_or_create(pk=1, defaults={"sign_up": name, **fields})

    return set_mode


def sent(client, handle="eve", email="eve@example.org"):
    form = {"username": handle, "email": email, "password1": "correct horse battery"}
    return client.post(PATH, form)


def test_closed_it_says_so_and_makes_no_account(client, mode):
    mode("closed")
    assert "not open to everyone" in client.get(PATH).text
    sent(client)
    assert not User.objects.exists()


def test_an_invitation_opens_it_as_often_as_it_says(client, mode):
    mode("invitation")
    SignUpCode.objects.create(code="welcome", uses=1, made_at=NOON)
    assert "not open to everyone" in client.get(PATH).text
    assert "not open to everyone" in client.get(f"{PATH}?code=guess").text
    assert "not open to everyone" not in client.get(f"{PATH}?code=welcome").text
    sent(client)
    assert SignUp.objects.get().code.code == "welcome"
    client.logout()
    assert "not open to everyone" in client.get(f"{PATH}?code=welcome").text


def test_an_account_waits_for_approval_and_is_told(client, mode, admin):
    mode("approval")
    assert "waits for approval" in client.get(sent(client).url).text
    eve = User.objects.get(handle="eve")
    assert not eve.is_active
    client.force_login(admin)
    queue = "/admin/accounts/signup/"
    assert "eve@example.org" in client.get(queue).text
    mail.outbox.clear()
    client.post(queue, {"action": "approve", "_selected_action": [eve.pk]})
    eve.refresh_from_db()
    assert eve.is_active
    assert SignUp.objects.get().decided_by == admin


def test_a_refused_account_is_gone(client, mode, admin):
    mode("approval")
    sent(client)
    client.force_login(admin)
    eve = User.objects.get(handle="eve")
    client.post("/admin/accounts/signup/", {"action": "refuse", "_selected_action": [eve.pk]})
    assert not User.objects.filter(handle="eve").exists()


def test_who_is_no_administrator_decides_nothing(client, mode, moderator):
    PersonFactory()
    client.force_login(moderator)
    assert client.get("/admin/accounts/signup/").status_code == 403
    assert client.get("/admin/accounts/signupcode/").status_code == 403


@pytest.mark.parametrize("email", ["eve@mailinator.com", "eve@sub.mailinator.com"])
def test_throw_away_addresses_are_refused_unless_they_are_allowed(client, mode, email):
    assert "throw-away" in sent(client, email=email).text
    assert not User.objects.exists()
    mode("open", refuses_disposable_mail=False)
    sent(client, email=email)
    assert User.objects.filter(email=email).exists()
