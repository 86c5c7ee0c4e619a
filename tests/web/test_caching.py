"""What browsers and shared caches are told to keep: nothing that is somebody's."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from linkshare.kit.http_caching import cache_control, same_for_all_signed_out
from tests.factories import BookmarkFactory, CollectionFactory

PRIVATE = "private, no-cache"
SHARED = "public, max-age=0, s-maxage=60"
EVERYBODYS = ["/", "/@ann/", "/@ann/shelf/", "/tags/tree/", "/bookmarklet/", "/about/fetcher/",
              "/robots.txt", "bookmark"]  # fmt: skip


@pytest.fixture
def bookmark(ann):
    shelf = CollectionFactory(owner=ann, title="Shelf")
    return BookmarkFactory(owner=ann, collections=[shelf], tags=["tree"])


def address(path, bookmark):
    return bookmark.get_absolute_url() if path == "bookmark" else path


@pytest.mark.parametrize("path", EVERYBODYS)
def test_a_shared_cache_may_keep_what_all_signed_out_get_and_asks_each_minute(
    client, bookmark, path
):
    answer = client.get(address(path, bookmark))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == SHARED
    assert "Cookie" in answer["Vary"]
    assert not answer.cookies


@pytest.mark.parametrize("path", EVERYBODYS)
def test_the_same_page_for_a_person_is_that_persons_alone(client, bookmark, bob, path):
    client.force_login(bob)
    assert client.get(address(path, bookmark))["Cache-Control"] == PRIVATE


@pytest.mark.parametrize(
    "path", ["/library/", "/save/", "/following/", "/trash/", "/@ann/shelf/edit/", "/settings/"]
)
def test_own_pages_are_kept_by_no_shared_cache(client, ann, bookmark, path):
    client.force_login(ann)
    assert client.get(path)["Cache-Control"].startswith("private")


def test_what_is_said_to_one_visitor_is_not_said_to_the_next(client, ann, bookmark):
    client.force_login(ann)
    client.post(reverse("account_logout"))
    told = client.get("/@ann/")
    assert "You have logged out" in told.text
    assert told["Cache-Control"] == PRIVATE


def test_a_visitor_with_a_session_has_pages_of_their_own(client, bookmark):
    session = client.session
    session["shown"] = "yes"
    session.save()
    assert client.get("/@ann/")["Cache-Control"] == PRIVATE


@pytest.mark.parametrize(("viewer", "gives_cookie"), [("ann", False), ("nobody", True)])
def test_neither_a_person_without_a_session_nor_a_new_cookie_is_shared(
    request, rf, viewer, gives_cookie
):
    asked = rf.get("/")
    asked.user, asked.session = request.getfixturevalue(viewer), SessionStore()
    answer = HttpResponse("Mine")
    if gives_cookie:
        answer.set_cookie("mine", "yes")
    view = cache_control(same_for_all_signed_out(lambda request: answer))
    assert view(asked)["Cache-Control"] == PRIVATE


def test_the_link_of_a_mail_is_shown_to_no_other_visitor(client, bookmark, settings):
    settings.MAIL_IS_SHOWN = True
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    here = {"headers": {"host": "127.0.0.1:8000"}}
    client.post(reverse("account_reset_password"), {"email": "ann@example.org"}, **here)
    client.get("/accounts/password/reset/done/", **here)
    assert "/accounts/password/reset/key/" in client.get("/@ann/", **here).text
    assert "/accounts/password/reset/key/" not in Client().get("/@ann/", **here).text


@pytest.mark.parametrize("path", ["/@ann/nothing/", "/@nobody/", "/tags/nothing/", "/b/nothing/"])
def test_nothing_here_is_not_kept_for_others(client, bookmark, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer["Cache-Control"] == PRIVATE


def test_the_way_from_an_old_spelling_is_not_kept_for_good(client, bookmark):
    answer = client.get("/@ANN/shelf/")
    assert answer.status_code == 301
    assert answer["Cache-Control"] == PRIVATE


def test_an_unchanged_page_is_not_sent_again(client, bookmark):
    first = client.get("/@ann/shelf/")
    again = client.get("/@ann/shelf/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == SHARED


@pytest.mark.parametrize("change", [{"title": "Other"}, {"audience": "private"}])
def test_whatever_changes_or_goes_makes_another_page(client, bookmark, change):
    first = client.get("/@ann/shelf/")
    type(bookmark).objects.update(**change)
    later = "Fri, 01 Jan 2038 00:00:00 GMT"
    for asked in ({"if-none-match": first["ETag"]}, {"if-modified-since": later}):
        assert client.get("/@ann/shelf/", headers=asked).status_code == 200


def test_a_person_is_never_told_that_a_page_is_as_the_signed_out_know_it(client, bookmark, bob):
    tag = client.get("/@ann/shelf/")["ETag"]
    client.force_login(bob)
    answer = client.get("/@ann/shelf/", headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert "ETag" not in answer


def test_health_is_asked_each_time(client, db):
    answer = client.get("/healthz")
    assert "no-store" in answer["Cache-Control"]
    assert answer.content == b"ok\n"
