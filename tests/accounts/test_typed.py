"""A form that comes too late loses nothing: after a log-out, and after another log-in."""

import pytest
from django.test import Client

from accounts import typed
from bookmarks.models import Bookmark
from tests.factories import PASSWORD
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
FORM = {"url": "https://example.org/", "audience": "private", "note": "Two\nlines.", "title": ""}


def log_in(client, address):
    return client.post(address, {"login": "ann", "password": PASSWORD}, follow=True)


def send_again(client, page):
    form = soup(page).select_one("main form")
    fields = {field["name"]: field["value"] for field in form.select("input")}
    return client.post(form["action"], fields, headers=FROM_HERE)


def test_what_was_typed_comes_back_after_the_login_and_is_saved(client, ann):
    login = client.post("/save/", FORM, headers=FROM_HERE)
    page = log_in(client, login.url)
    assert "Two lines." in words(soup(page).select_one(".typed"))
    send_again(client, page)
    assert Bookmark.objects.get(owner=ann).note.split() == ["Two", "lines."]
    assert client.get("/settings/typed/").url == "/"


def test_a_form_with_an_old_token_is_shown_to_be_sent_again(ann):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    page = client.post("/save/", FORM, headers=FROM_HERE)
    assert page.status_code == 403
    send_again(client, page)
    assert Bookmark.objects.get().note.split() == ["Two", "lines."]


def test_what_is_too_long_for_the_session_stays_in_the_page(client, monkeypatch, ann):
    monkeypatch.setattr(typed, "KEPT_MAX", 10)
    page = client.post("/save/", FORM, headers=FROM_HERE)
    assert page.status_code == 403
    client.force_login(ann)
    send_again(client, page)
    assert Bookmark.objects.get().owner == ann


@pytest.mark.parametrize(
    ("path", "form", "headers"),
    [
        ("/save/", FORM, {"Sec-Fetch-Site": "cross-site"}),
        ("/save/", {"next": "/"}, FROM_HERE),
        ("/admin/login/", FORM, FROM_HERE),
    ],
)
def test_what_others_send_and_what_is_nobodys_words_is_not_kept(client, path, form, headers):
    client.post(path, form, headers=headers)
    assert "typed" not in client.session
    strict = Client(enforce_csrf_checks=True)
    assert "main form" not in strict.post(path, form, headers=headers).text
    assert soup(strict.post(path, form, headers=headers)).select_one("main form") is None


def test_passwords_are_not_kept_and_old_words_are_forgotten(client, ann, monkeypatch):
    client.post("/save/", FORM | {"password": "secret"}, headers=FROM_HERE)
    assert "secret" not in str(client.session["typed"])
    monkeypatch.setattr(typed, "KEPT_FOR", -1)
    assert log_in(client, "/accounts/login/?next=/settings/typed/").redirect_chain[-1][0] != (
        "/settings/typed/"
    )
