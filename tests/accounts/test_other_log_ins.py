"""GitHub, Google and OpenID Connect, each on as soon as the environment names it."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from django.urls import reverse

from accounts.models import User
from linkshare.settings import _provider

ME = {"id": 7, "login": "octo", "name": "Octo Cat", "email": "octo@example.org"}


@pytest.fixture
def github(settings, monkeypatch):
    """GitHub, without GitHub: whoever comes back from there is ME, with a verified address."""
    app = {"client_id": "id", "secret": "secret"}
    settings.SOCIALACCOUNT_PROVIDERS = {"github": {"APPS": [app], "SCOPE": ["user:email"]}}
    addresses = [{"email": ME["email"], "primary": True, "verified": True}]

    def complete_login(self, request, app, token, **kwargs):
        return self.get_provider().sociallogin_from_response(request, ME | {"emails": addresses})

    monkeypatch.setattr(GitHubOAuth2Adapter, "complete_login", complete_login)
    token = {"access_token": "token"}
    monkeypatch.setattr(OAuth2Client, "get_access_token", lambda *args, **kwargs: token)


def go_and_come_back(client, **query):
    page = client.post(reverse("github_login", query=query or None))
    address = unescape(re.search(r"url=([^\"]+)", page.content.decode())[1])
    state = parse_qs(urlsplit(address).query)["state"][0]
    return client.get(reverse("github_callback"), {"code": "x", "state": state}, follow=True)


@pytest.mark.django_db
def test_there_are_no_buttons_without_configuration(client):
    assert "Continue with" not in client.get(reverse("account_login")).content.decode()


@pytest.mark.django_db
def test_a_configured_one_has_a_button(client, github):
    page = client.get(reverse("account_login")).content.decode()
    assert "Continue with GitHub" in page
    assert "Continue with Google" not in page


def test_an_id_and_a_secret_in_the_environment_switch_one_on(monkeypatch):
    monkeypatch.setenv("GITHUB_CLIENT_ID", "id")
    assert _provider("GITHUB") == []
    monkeypatch.setenv("GITHUB_CLIENT_SECRET", "secret")
    assert _provider("GITHUB") == [{"client_id": "id", "secret": "secret"}]


@pytest.mark.django_db
def test_the_way_there_is_a_page_since_the_policy_stops_redirects_of_forms(client, github):
    page = client.post(reverse("github_login"))
    assert page.status_code == 200
    assert "https://github.com/login/oauth/authorize" in page.content.decode()
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_newcomer_chooses_a_name_and_is_verified_by_the_other_site(client, github):
    form = go_and_come_back(client)
    assert form.redirect_chain[-1][0] == reverse("socialaccount_signup")
    data = {"username": "octo", "email": ME["email"]}
    client.post(reverse("socialaccount_signup"), data)
    person = User.objects.get()
    assert (person.handle, person.email) == ("octo", ME["email"])
    assert person.may_publish


@pytest.mark.django_db
def test_another_address_than_the_verified_one_is_not_verified(client, github):
    go_and_come_back(client)
    data = {"username": "octo", "email": "other@example.org"}
    client.post(reverse("socialaccount_signup"), data)
    person = User.objects.get()
    assert (person.email, person.may_publish) != ("other@example.org", True)


def test_reserved_and_taken_names_are_refused_here_too(client, github, ann):
    go_and_come_back(client)
    for name in ("admin", "ANN"):
        page = client.post(
            reverse("socialaccount_signup"), {"username": name, "email": ME["email"]}
        )
        assert page.context["form"].errors["username"]
    assert User.objects.count() == 1


def test_a_person_connects_an_account_and_logs_in_with_it(confirmed_as_ann, github, ann):
    client = confirmed_as_ann
    go_and_come_back(client, process="connect")
    client.logout()
    go_and_come_back(client)
    assert client.session["_auth_user_id"] == str(ann.pk)


@pytest.mark.django_db
def test_an_account_with_the_same_address_is_not_taken_over(client, github):
    victim = User.objects.create_user("victim", ME["email"], "x8-Kq2-long")
    victim.emailaddress_set.create(email=ME["email"], verified=False, primary=True)
    go_and_come_back(client)
    client.post(reverse("socialaccount_signup"), {"username": "octo", "email": ME["email"]})
    assert client.session.get("_auth_user_id") != str(victim.pk)
