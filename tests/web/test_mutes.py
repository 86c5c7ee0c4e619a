"""Muting people, tags and sites: what one no longer meets, and where it is shown all the same."""

import pytest

from bookmarks import muting
from bookmarks.models import Collection, Mute
from bookmarks.search.indexing import sweep
from tests.factories import (
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    PersonFactory,
)
from tests.web.pages import soup, titles, words

SETTINGS = "/settings/blocked/"
THINGS = [{"person": "bob"}, {"tag": "Noise"}, {"site": "loud.example"}]
LISTS = ["/following/", "/recent/", "/search/?q=heard", "/tags/all/"]
OPENED = ["/@bob/", "/@bob/shelf/"]


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture(autouse=True)
def muted_in_each_way(ann, bob):
    """One bookmark that each of THINGS means, and another person's that nothing does."""
    shelf = CollectionFactory(owner=bob, title="Shelf")
    FollowFactory(follower=ann, collection=shelf)
    link = LinkFactory(url="https://blog.loud.example/1")
    BookmarkFactory(
        owner=bob, title="heard not", link=link, tags=["noise/loud", "all"], collections=[shelf]
    )
    other = PersonFactory()
    FollowFactory(follower=ann, person=other)
    BookmarkFactory(owner=other, title="heard", tags=["all", "x"])
    BookmarkFactory(owner=other, title="heard too", tags=["Noise"])
    BookmarkFactory(owner=ann, title="heard, own", link=link, tags=["noise", "all"])
    while sweep():
        pass


def mute(client, thing, action="mute"):
    return client.post("/mutes/", {**thing, "action": action, "next": SETTINGS})


@pytest.mark.parametrize("thing", THINGS, ids="".join)
@pytest.mark.parametrize("path", LISTS)
def test_what_is_muted_is_met_in_no_list_until_it_is_heard_again(client, thing, path):
    assert "heard not" in titles(soup(client.get(path)))
    mute(client, thing)
    shown = titles(soup(client.get(path)))
    assert "heard not" not in shown
    assert "heard" in shown
    mute(client, thing, "unmute")
    assert "heard not" in titles(soup(client.get(path)))


@pytest.mark.parametrize("thing", THINGS, ids="".join)
@pytest.mark.parametrize("path", OPENED)
def test_what_is_opened_shows_all_that_it_holds(client, thing, path):
    mute(client, thing)
    assert titles(soup(client.get(path))) == ["heard not"]


def test_ones_own_is_never_muted_nor_is_the_page_of_a_muted_tag(client, bob):
    for thing in THINGS:
        mute(client, thing)
    assert "heard, own" in titles(soup(client.get("/recent/")))
    assert "heard too" in titles(soup(client.get("/tags/Noise/")))


def test_others_meet_what_one_has_muted(client, ann, stranger):
    for thing in THINGS:
        mute(client, thing)
    client.force_login(stranger)
    assert "heard not" in titles(soup(client.get("/recent/")))


def test_all_mutes_are_listed_and_each_can_be_undone(client):
    for thing in THINGS:
        mute(client, thing)
    page = soup(client.get(SETTINGS))
    named = [words(row.find(["a", "span"])) for row in page.select(".muted-row")]
    assert named == ["loud.example", "Noise", "Bob @bob"]
    for form in page.select(".muted-row form"):
        fields = {field["name"]: field["value"] for field in form.select("input[name]")}
        client.post("/mutes/", fields | {"action": "unmute"})
    assert not Mute.objects.exists()


@pytest.mark.parametrize(
    ("page", "name"),
    [("/@bob/", "person"), ("/tags/Noise/", "tag"), ("/b/{key}/", "site")],
)
def test_the_button_says_what_is_so(client, bob, page, name):
    path = page.format(key=bob.bookmarks.get().key)
    for action in ("mute", "unmute", "mute"):
        form = soup(client.get(path)).find("input", attrs={"name": name}).parent
        assert form.select_one("button:not([hidden])")["value"] == action
        fields = {field["name"]: field["value"] for field in form.select("input[name]")}
        client.post("/mutes/", fields | {"action": action})


@pytest.mark.parametrize(
    ("thing", "status"),
    [({"person": "x"}, 404), ({"tag": "unheard"}, 404), ({"site": "-"}, 400), ({}, 400)],
)
def test_what_is_not_there_is_not_muted(client, thing, status):
    assert mute(client, thing).status_code == status


def test_a_page_that_stays_is_told_what_happened_and_comes_anew_where_nothing_did(
    client, monkeypatch
):
    stays = {"HX-Request": "true"}
    answer = client.post("/mutes/", {**THINGS[0], "action": "mute"}, headers=stays)
    assert "Muted." in words(soup(answer).select_one("[data-hx-swap-oob]"))
    monkeypatch.setattr(muting, "MUTES_MAX", 1)
    answer = client.post("/mutes/", {**THINGS[1], "action": "mute"}, headers=stays)
    assert answer["HX-Refresh"] == "true"
    assert "hear some again first" in client.get(SETTINGS).text


def test_nobody_mutes_themselves_or_without_end(client, monkeypatch):
    mute(client, {"person": "ann"})
    assert not Mute.objects.exists()
    monkeypatch.setattr(muting, "MUTES_MAX", 1)
    for thing in (THINGS[0], THINGS[0], THINGS[1]):
        mute(client, thing)
    assert Mute.objects.get().person


def test_collections_of_a_muted_person_are_not_proposed(client, bob):
    Collection.objects.update(is_on_profile=True)
    mute(client, THINGS[0])
    assert "Shelf" not in client.get("/explore/").text
