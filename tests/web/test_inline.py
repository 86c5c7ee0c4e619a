"""Changing an entry's words where it stands: /b/KEY/inline/."""

import pytest

from bookmarks.models import Bookmark
from bookmarks.saving import add_tags
from tests.factories import BookmarkFactory, CollectionFactory, minutes_after_noon
from tests.web.pages import soup, words

PART = {"HX-Request": "true"}


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def oak(ann):
    shelf = CollectionFactory(owner=ann)
    return BookmarkFactory(
        owner=ann, title="Oak", note="Old", tags=["tree"], audience="private", collections=[shelf]
    )


def opened(client, bookmark):
    form = soup(client.get(f"/b/{bookmark.key}/inline/", headers=PART)).form
    return {field["name"]: field.get("value", field.text) for field in form.select("[name]")}


def keep(client, bookmark, **said):
    path = f"/b/{bookmark.key}/inline/?view=cards"
    return client.post(path, opened(client, bookmark) | said, headers=PART)


def test_words_change_and_the_rest_stays_as_it_is(client, oak):
    answer = keep(client, oak, title="Elm", tags="tree, old")
    entry = soup(answer).article
    assert entry["class"] == ["entry", "entry-card"]
    assert words(entry.select_one(".entry-title")) == "Elm"
    oak = Bookmark.objects.get()
    assert (oak.title, oak.note.strip(), oak.tag_names) == ("Elm", "Old", ["old", "tree"])
    assert (oak.audience, oak.items.count()) == ("private", 1)


def test_a_mistake_keeps_the_form_open(client, oak):
    answer = keep(client, oak, tags="x" * 500)
    assert answer.status_code == 422
    assert soup(answer).select_one(f"#words-{oak.key}_tags_error")


def test_who_changed_it_elsewhere_meanwhile_is_told_and_may_insist(client, oak):
    typed = opened(client, oak) | {"title": "Elm"}
    add_tags(oak, ["oaken"], minutes_after_noon(5))
    path = f"/b/{oak.key}/inline/"
    answer = client.post(path, typed, headers=PART)
    assert answer.status_code == 422
    assert "oaken, tree" in words(soup(answer).select_one("[role=alert]"))
    assert Bookmark.objects.get().title == "Oak"
    again = {f["name"]: f.get("value", f.text) for f in soup(answer).select("[name]")}
    assert client.post(path, again, headers=PART).status_code == 200
    assert Bookmark.objects.get().title == "Elm"


def test_only_its_owner_is_given_the_form_and_without_scripts_the_page(client, oak, bob):
    assert client.get(f"/b/{oak.key}/inline/").url == f"/b/{oak.key}/edit/"
    client.force_login(bob)
    assert client.get(f"/b/{oak.key}/inline/", headers=PART).status_code == 404


def test_a_star_comes_back_in_the_entry(client, oak):
    path = f"/b/{oak.key}/favorite/?view=headlines"
    answer = client.post(path, {"favorite": "yes"}, headers=PART)
    assert soup(answer).select_one(".entry-headline .fact-favorite")
