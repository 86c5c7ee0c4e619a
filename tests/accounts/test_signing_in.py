"""In, out, and in again without the password."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import PASSWORD


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password} | more)


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["ann", "ANN", "ann@example.org", "Ann@Example.ORG"])
def test_a_person_signs_in_by_name_or_address(client, ann, login):
    sign_in(client, login)
    assert is_in(client)


def test_unverified_people_sign_in(client, unverified):
    sign_in(client, "unverified")
    assert is_in(client)


@pytest.mark.parametrize("login", ["ann", "ann@example.org", "nobody-there"])
def test_a_wrong_password_says_the_same_for_who_exists_and_who_does_not(client, ann, login):
    page = sign_in(client, login, "wrong")
    assert not is_in(client)
    assert "or the password is wrong" in page.content.decode()
    assert f'value="{login}"' in page.content.decode()


def test_guessing_passwords_is_stopped(client, ann):
    for _attempt in range(5):
        sign_in(client, "ann", "wrong")
    page = sign_in(client, "ann")
    assert "Wait five minutes" in page.content.decode()
    assert not is_in(client)


def test_signing_in_leads_where_the_person_was_going(client, ann):
    assert sign_in(client, "ann", next="/settings/").headers["Location"] == "/settings/"
    client.logout()
    elsewhere = sign_in(client, "ann", next="https://evil.example/").headers["Location"]
    assert urlsplit(elsewhere).netloc == ""


def test_signing_out_takes_a_click(as_ann):
    as_ann.get(reverse("account_logout"))
    assert is_in(as_ann)
    as_ann.post(reverse("account_logout"))
    assert not is_in(as_ann)


def test_a_forgotten_password_is_replaced_through_the_mail(client, ann, link_in_mail):
    client.post(reverse("account_reset_password"), {"email": "Ann@example.org"})
    assert mail.outbox[-1].subject == "Choose a new password"
    form = client.get(link_in_mail(), follow=True)
    new = {"password1": "y7-Zz9-other", "password2": "y7-Zz9-other"}
    client.post(form.request["PATH_INFO"], new)
    sign_in(client, "ann", "y7-Zz9-other")
    assert is_in(client)


def test_the_link_to_a_new_password_works_once(client, ann, link_in_mail):
    client.post(reverse("account_reset_password"), {"email": ann.email})
    link = link_in_mail()
    form = client.get(link, follow=True)
    new = {"password1": "y7-Zz9-other", "password2": "y7-Zz9-other"}
    client.post(form.request["PATH_INFO"], new)
    assert Client().get(link).status_code == 200, "a page that says so, not a redirect to the form"


def test_asking_for_a_password_does_not_tell_who_has_an_account(client, ann):
    known = client.post(reverse("account_reset_password"), {"email": ann.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "who@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert mail.outbox[-1].subject == "There is no account with this address"


def test_a_changed_password_ends_the_other_sessions_and_sends_a_mail(as_ann, ann):
    other = Client()
    other.force_login(ann)
    change = {"oldpassword": PASSWORD, "password1": "y7-Zz9-other", "password2": "y7-Zz9-other"}
    as_ann.post(reverse("account_change_password"), change)
    assert as_ann.get(reverse("settings")).status_code == 200
    assert other.get(reverse("settings")).status_code == 302
    assert mail.outbox[-1].subject == "Your password was changed"


def test_the_other_sessions_are_listed_and_ended(ann):
    here, there = Client(), Client()
    sign_in(here, "ann")
    sign_in(there, "ann")
    page = here.get(reverse("usersessions_list"))
    assert len(page.context["sessions"]) == 2
    here.post(reverse("usersessions_list"))
    assert here.get(reverse("settings")).status_code == 200
    assert there.get(reverse("settings")).status_code == 302


def test_looking_at_pages_writes_no_session_each_time(as_ann):
    as_ann.get(reverse("settings-blocked"))
    with CaptureQueriesContext(connection) as queries:
        as_ann.get(reverse("settings-blocked"))
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
