"""Without a mail server the link stands on the page, for the one session that caused the mail."""

import pytest
from django.test import Client
from django.urls import reverse

LINK = "/accounts/confirm-email/"
NEW = {"username": "newcomer", "email": "new@example.org", "password1": "x8-Kq2-long"}


@pytest.fixture
def local(settings):
    settings.MAIL_IS_SHOWN = True
    settings.SITE_HOST = "127.0.0.1"
    settings.ALLOWED_HOSTS = ["*"]
    return Client(headers={"host": "127.0.0.1:8000"})


@pytest.mark.django_db
def test_the_page_after_sign_up_shows_the_link_and_says_nothing_of_a_mail_on_its_way(
    local, settings
):
    page = local.post(reverse("account_signup"), NEW, follow=True).content.decode()
    assert LINK in page
    assert str(settings.MAIL_DIR) in page
    assert "on its way" not in page


@pytest.mark.django_db
def test_another_session_never_sees_it(local):
    local.post(reverse("account_signup"), NEW)
    other = Client(headers={"host": "127.0.0.1:8000"})
    assert LINK not in other.get(reverse("account_login")).content.decode()


@pytest.mark.django_db
def test_it_is_gone_once_it_was_followed(local, link_in_mail):
    local.post(reverse("account_signup"), NEW)
    link = "/" + link_in_mail().split("/", 3)[3]
    assert "sends no mail" not in local.get(link).content.decode()
    page = local.post(link, follow=True).content.decode()
    assert LINK not in page


def test_the_link_to_a_new_password_is_shown_too(local, ann):
    asked = {"email": ann.email}
    page = local.post(reverse("account_reset_password"), asked, follow=True).content.decode()
    assert "/accounts/password/reset/key/" in page


@pytest.mark.parametrize(
    ("changed", "request_from"),
    [
        ({"MAIL_IS_SHOWN": False}, {}),
        ({"SITE_HOST": "links.example"}, {}),
        ({}, {"REMOTE_ADDR": "192.0.2.7"}),
        ({}, {"HTTP_HOST": "links.example"}),
        ({}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}),
    ],
    ids=["mail is sent", "public site", "from elsewhere", "other host", "behind a proxy"],
)
def test_it_is_never_shown_off_this_machine(local, ann, settings, changed, request_from):
    for name, value in changed.items():
        setattr(settings, name, value)
    asked = {"email": ann.email}
    page = local.post(reverse("account_reset_password"), asked, follow=True, **request_from)
    assert "/accounts/password/reset/key/" not in page.content.decode()
