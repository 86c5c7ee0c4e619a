"""Methods, log-ins on the way, and forms that another site has written."""

import pytest
from django.test import Client
from django.urls import reverse

from bookmarks.models import Bookmark, Collection, Follow
from tests.factories import BookmarkFactory, CollectionFactory
from tests.web.pages import soup, words

ACTIONS = ["/b/{key}/trash/", "/b/{key}/restore/", "/b/{key}/delete/", "/b/{key}/favorite/",
           "/b/{key}/fetch/", "/@ann/block/"]  # fmt: skip
PAGES = ["/", "/@ann/", "/@ann/shelf/", "/tags/tree/", "/b/{key}/", "/library/", "/trash/",
         "/following/", "/collections/", "/bookmarklet/", "/robots.txt", "/healthz"]  # fmt: skip
FORMS = ["/save/", "/b/{key}/edit/", "/collections/new/", "/@ann/shelf/edit/",
         "/@ann/shelf/delete/", "/@ann/shelf/members/", "/@ann/shelf/order/", "/trash/empty/",
         "/notices/"]  # fmt: skip
OWN = ["/library/", "/trash/", "/following/", "/collections/",
       "/@ann/shelf/leave/", "/settings/", "/settings/data/", *FORMS]  # fmt: skip


@pytest.fixture
def bookmark(ann):
    shelf = CollectionFactory(owner=ann, title="Shelf")
    return BookmarkFactory(owner=ann, collections=[shelf], tags=["tree"])


@pytest.mark.parametrize("path", ACTIONS)
def test_the_address_of_a_button_shows_what_it_is(client, bookmark, bob, path):
    client.force_login(bob)
    answer = client.get(path.format(key=bookmark.key))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "belongs to a button" in words(soup(answer).main)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_takes_no_form_and_can_be_asked_for_its_head(client, ann, bookmark, path):
    client.force_login(ann)
    path = path.format(key=bookmark.key)
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == client.get(path).status_code


@pytest.mark.parametrize("path", FORMS)
def test_asking_for_the_head_of_a_form_does_nothing(client, ann, bookmark, path):
    client.force_login(ann)
    assert client.head(path.format(key=bookmark.key)).status_code == 200
    assert client.delete(path.format(key=bookmark.key)).status_code == 405
    assert Bookmark.objects.exists()
    assert Collection.objects.exists()


@pytest.mark.parametrize("path", OWN)
def test_who_is_signed_out_logs_in_and_arrives_where_they_wanted_to_be(client, bookmark, path):
    path = path.format(key=bookmark.key) + "?x=1&y=a b"
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login") + "?next=/")
    form = soup(client.get(answer.url)).find("input", attrs={"name": "next"})
    assert form["value"] == path.replace("a b", "a%20b")


@pytest.mark.parametrize("path", ACTIONS)
def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(client, bookmark, path):
    page = "http://testserver/@ann/shelf/?view=cards"
    answer = client.post(path.format(key=bookmark.key), headers={"referer": page})
    assert answer.url == "/accounts/login/?next=/%40ann/shelf/%3Fview%3Dcards"


@pytest.mark.parametrize(
    "referer", ["", "https://evil.example/@ann/", "//evil.example/", "mailto:a@b.example"]
)
def test_a_button_on_a_page_that_is_not_ours_leads_home(client, bookmark, referer):
    answer = client.post("/@ann/block/", headers={"referer": referer} if referer else {})
    assert answer.url == "/accounts/login/?next=/"


@pytest.mark.parametrize("path", [*ACTIONS, *FORMS, "/@ann/follow/"])
def test_a_form_that_another_site_has_written_does_nothing(ann, bookmark, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    answer = client.post(path.format(key=bookmark.key), {"favorite": "yes"})
    assert answer.status_code == 403
    assert soup(answer).h1.text == "This form is too old"
    bookmark.refresh_from_db()
    assert (bookmark.trashed_at, bookmark.is_favorite) == (None, False)


def test_a_form_that_this_site_has_written_is_taken(ann, bob):
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob)
    token = soup(client.get("/@ann/")).find("input", attrs={"name": "csrfmiddlewaretoken"})
    client.post("/@ann/follow/", {"csrfmiddlewaretoken": token["value"]})
    assert Follow.objects.get().follower == bob


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_a_button_leads_to_no_other_site(client, ann, bookmark, wanted):
    client.force_login(ann)
    answer = client.post(f"/b/{bookmark.key}/trash/", {"next": wanted})
    assert answer.url == "/library/"
