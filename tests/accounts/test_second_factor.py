"""Authenticator apps and recovery codes. Passkeys need a browser: tests/journeys."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import PASSWORD


def code_now(secret):
    """RFC 6238 with the defaults of every app."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


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
