"""Authenticator apps and recovery codes. Passkeys need a browser: tests/journeys."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.accounts.authenticator_app import code_now
from tests.factories import PASSWORD


def sign_in(client):
    return client.post(reverse("account_login"), {"login": "ann", "password": PASSWORD})


@pytest.fixture
def with_app(confirmed_as_ann):
    page = confirmed_as_ann.get(reverse("mfa_activate_totp"))
    code = code_now(page.context["form"].secret)
    confirmed_as_ann.post(reverse("mfa_activate_totp"), {"code": code})
    return confirmed_as_ann


@pytest.fixture
def recovery_codes(with_app):
    text = with_app.get(reverse("mfa_download_recovery_codes")).content.decode()
    with_app.logout()
    return text.split()


def test_adding_an_app_takes_the_password(as_ann):
    response = as_ann.get(reverse("mfa_activate_totp"))
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_the_picture_for_the_camera_passes_the_policy(confirmed_as_ann):
    page = confirmed_as_ann.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml' in page.content.decode()
    assert "data:" in page.headers["Content-Security-Policy"]


def test_with_an_app_the_password_alone_opens_nothing(with_app, client):
    client.logout()
    assert sign_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("settings")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get(reverse("settings")).status_code == 302


@pytest.mark.parametrize(("half_minutes_off", "status"), [(-1, 200), (-3, 302)])
def test_a_code_may_be_a_little_late(confirmed_as_ann, half_minutes_off, status):
    page = confirmed_as_ann.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    confirmed_as_ann.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    confirmed_as_ann.logout()
    sign_in(confirmed_as_ann)
    code = code_now(secret, half_minutes_off)
    confirmed_as_ann.post(reverse("mfa_authenticate"), {"code": code})
    assert confirmed_as_ann.get(reverse("settings")).status_code == status


def test_a_recovery_code_opens_once(client, recovery_codes):
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": recovery_codes[0]})
    assert client.get(reverse("settings")).status_code == 200
    client.logout()
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": recovery_codes[0]})
    assert client.get(reverse("settings")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_mail_tells_of_the_new_app(with_app):
    subjects = [message.subject for message in mail.outbox]
    assert subjects == ["An authenticator app was added"], "the codes that come with it are no news"


def test_who_comes_back_within_the_days_of_grace_needs_the_second_factor_too(with_app, client, ann):
    with_app.post(reverse("settings-delete"), {"handle": "ann"})
    ann.refresh_from_db()
    assert not ann.is_active
    assert sign_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("settings-undelete")).headers["Location"] == reverse("account_login")


def test_the_unverified_are_told_to_confirm_their_address_first(client, unverified):
    client.force_login(unverified)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "confirm your mail address first" in page.content.decode()
