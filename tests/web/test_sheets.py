"""What pages lay over themselves: the forms to save and to edit, and the list of keys."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve

from bookmarks.models import Bookmark
from tests.factories import BookmarkFactory
from tests.web.pages import soup, words

IN_A_SHEET = {"HX-Request": "true", "HX-Target": "sheet-body"}


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


def test_the_form_to_save_comes_alone_and_with_names_of_its_own(client):
    answer = client.get("/save/?url=https://example.org/", headers=IN_A_SHEET)
    form = soup(answer).form
    assert soup(answer).title is None
    assert form["data-hx-target"] == "#sheet-body"
    assert form.select_one("#sheet_url")["value"] == "https://example.org/"
    assert "HX-Target" in answer["Vary"]


def test_a_mistake_comes_back_beside_its_field(client):
    answer = client.post("/save/", {"url": "nowhere", "audience": "public"}, headers=IN_A_SHEET)
    assert answer.status_code == 422
    assert soup(answer).select_one("#sheet_url_error")
    assert soup(answer).select_one(".error-summary [href='#sheet_url']")


def test_what_was_saved_is_said_below_and_leads_to_its_page(client):
    form = {"url": "https://example.org/", "audience": "public"}
    answer = client.post("/save/", form, headers=IN_A_SHEET)
    page = Bookmark.objects.get().get_absolute_url()
    assert (answer["HX-Retarget"], soup(answer).a["href"]) == ("#said", page)
    assert f'"url": "{page}"' in answer["HX-Trigger-After-Swap"]
    assert words(soup(answer).span) == "Saved."


def test_what_is_there_already_is_offered_to_be_changed(client, ann):
    there = BookmarkFactory(owner=ann, title="Mine")
    answer = client.get("/save/", {"url": there.link.url}, headers=IN_A_SHEET)
    assert soup(answer).form["data-hx-post"] == f"/b/{there.key}/edit/"
    changed = {"url": there.link.url, "audience": "public", "title": "New"}
    answer = client.post(f"/b/{there.key}/edit/", changed, headers=IN_A_SHEET)
    assert answer["HX-Retarget"] == "#said"
    assert Bookmark.objects.get().title == "New"


def test_the_list_of_keys_names_every_one_that_the_scripts_know(client, ann):
    listed = {words(key) for key in soup(client.get("/keys/")).select("main kbd")}
    script = Path(settings.BASE_DIR, "static/js/keys.js").read_text()
    jumps = dict(re.findall(r'^  (\w): "(/.*?)",$', script, re.MULTILINE))
    pressed = set(re.findall(r'key === "(\w)"', script))
    page = soup(client.get(BookmarkFactory(owner=ann).get_absolute_url()))
    marked = {each["data-key"] for each in page.select("[data-key]")}
    assert pressed | marked | set(jumps) <= listed
    assert all(resolve(path).view_name for path in jumps.values())
    assert soup(client.get("/keys/", headers=IN_A_SHEET)).title is None
