"""What people are shown when something cannot be."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from bookmarks.views import site
from tests.factories import BookmarkFactory
from tests.web.pages import meta, soup, words


def broken(error):
    def of_site(viewer):
        raise error

    return of_site


def assert_friendly(answer, status, heading):
    page = soup(answer)
    assert answer.status_code == status
    assert words(page.h1) == heading
    assert page.title.text.strip()
    assert meta(page, "robots") == "noindex"
    assert page.select_one("main a[href='/']")
    return page


def test_nothing_here_offers_the_way_home_and_the_log_in(client, ann):
    page = assert_friendly(client.get("/nowhere/"), 404, "Page not found")
    assert [a["href"] for a in page.select("main .buttons a")] == ["/", "/accounts/login/"]
    client.force_login(ann)
    page = assert_friendly(client.get("/nowhere/"), 404, "Page not found")
    assert [a["href"] for a in page.select("main .buttons a")] == ["/"]


def test_what_is_closed_looks_like_what_is_not_there(client, ann):
    closed = BookmarkFactory(owner=ann, audience="private")
    pages = [client.get(closed.get_absolute_url()), client.get("/b/never/")]
    assert pages[0].content == pages[1].content


def test_not_allowed_says_whether_a_log_in_may_help(client, ann, monkeypatch):
    monkeypatch.setattr(site, "of_site", broken(PermissionDenied()))
    page = assert_friendly(client.get("/"), 403, "This is not yours to do")
    assert page.select_one("main a[href='/accounts/login/']")


def test_an_old_form_is_said_to_be_one(ann):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    assert_friendly(client.post("/save/", {}), 403, "This form is too old")


def test_a_break_of_ours_is_called_one(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(site, "of_site", broken(RuntimeError("Secret detail")))
    answer = client.get("/")
    assert_friendly(answer, 500, "Something broke on our side")
    assert "Secret detail" not in answer.text


def test_too_many_tries_say_how_long_to_wait(client, db):
    answers = [client.post("/accounts/signup/", {}) for _ in range(30)]
    page = assert_friendly(answers[-1], 429, "Too many tries")
    assert "Wait five minutes" in words(page.main)
    again = datetime.fromisoformat(page.main.find("time")["datetime"])
    assert 0 < (again - timezone.now()).total_seconds() <= int(answers[-1]["Retry-After"]) == 300


@pytest.mark.parametrize("path", ["/nowhere/", "/?sort=x", "/@ann/?per_page=x"])
def test_an_error_is_kept_by_no_cache(client, ann, path):
    answer = client.get(path)
    if answer.status_code != 200:
        assert answer["Cache-Control"] == "private, no-cache"
