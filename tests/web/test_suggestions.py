"""Suggested tags: chips beside the field, completions in it, and on the page of a new bookmark."""

import pytest

from bookmarks.models import Bookmark, Link
from bookmarks.tagging.aliases import add_alias
from tests.factories import BookmarkFactory, LinkFactory
from tests.web.pages import errors_beside, soup, typed, words

URL = "https://oaks.example/pruning"
PART = {"HX-Request": "true"}


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def others(bob):
    """Bob's bookmark of the page."""
    return BookmarkFactory(owner=bob, link=LinkFactory(url=URL), tags=["tree", "care"])


def chips(answer):
    return [box["value"] for box in soup(answer).select("[name=suggested]")]


def sent(**fields):
    return {"url": URL, "audience": "public", **fields}


def test_a_form_that_comes_filled_in_has_chips(client, others):
    assert chips(client.get("/save/", {"url": URL})) == ["care", "tree"]
    assert chips(client.get("/save/", {"url": URL, "tags": "Tree"})) == ["care"]
    assert chips(client.get("/save/")) == []
    assert chips(client.get("/save/", {"url": "no address"})) == []


def test_chips_that_are_ticked_are_tags_without_a_script(client, others):
    client.post("/save/", sent(tags="mine", suggested=["tree", "care"]))
    assert Bookmark.objects.get(owner__handle="ann").tag_names == ["care", "mine", "tree"]
    other = LinkFactory(url=f"{URL}/2")
    client.post("/save/", sent(url=other.url, suggested="tree"))
    assert Bookmark.objects.get(link=other).tag_names == ["tree"]


def test_what_was_ticked_stands_in_the_field_of_a_refused_form(client, others):
    answer = client.post("/save/", sent(audience="x", tags="mine", suggested=["tree"]))
    assert answer.status_code == 422
    assert typed(answer)["tags"] == "mine, tree"
    assert chips(answer) == ["care"]


def test_a_ticked_chip_that_was_tampered_with_is_refused_beside_the_field(client):
    answer = client.post("/save/", sent(suggested=["x" * 300]))
    assert "at most 255" in errors_beside(answer, "tags")


def test_the_form_of_a_bookmark_has_chips_for_what_it_lacks(client, ann, others):
    own = BookmarkFactory(owner=ann, link=others.link, tags=["tree"])
    assert chips(client.get(f"/b/{own.key}/edit/")) == ["care"]
    client.post(f"/b/{own.key}/edit/", sent(tags="tree", suggested="care"))
    assert Bookmark.objects.get(pk=own.pk).tag_names == ["care", "tree"]


def test_a_script_gets_the_chips_for_what_is_typed_so_far(client, others):
    query = {"url": "oaks.example/pruning?utm_source=x", "tags": "care, "}
    answer = client.get("/save/suggested/", query, headers=PART)
    assert chips(answer) == ["tree"]
    assert soup(answer).h1 is None


def test_a_script_gets_options_with_how_often_one_used_them(client, ann, others):
    BookmarkFactory.create_batch(2, owner=ann, tags=["trees"])
    answer = client.get("/save/completed/", {"q": "#tre", "tags": "oak"}, headers=PART)
    options = soup(answer).select("[role=option]")
    assert [(option["data-name"], words(option)) for option in options] == [
        ("trees", "trees 2"),
        ("tree", "tree"),
    ]
    assert soup(answer).select_one("[data-said]")["data-said"] == "2 tags to choose from"


def test_an_option_says_what_a_word_stands_for(client, ann):
    add_alias(ann, "js", "javascript")
    answer = client.get("/save/completed/", {"q": "js"}, headers=PART)
    option = soup(answer).select_one("[role=option]")
    assert (option["data-name"], words(option)) == ("javascript", "js → javascript")


def test_tags_that_are_ticked_stand_for_what_their_person_means(client, ann):
    add_alias(ann, "js", "javascript")
    own = BookmarkFactory(owner=ann)
    client.post(f"/b/{own.key}/tags/", {"suggested": "js"})
    assert Bookmark.objects.get().tag_names == ["javascript"]


def test_where_nothing_fits_nothing_is_said(client):
    for path in ("/save/suggested/?url=https://a.example/", "/save/completed/?q=x"):
        assert words(soup(client.get(path, headers=PART))) == ""


def test_parts_of_pages_lead_who_opens_them_to_the_form(client, others):
    own = BookmarkFactory(owner=others.owner.__class__.objects.get(handle="ann"))
    assert client.get("/save/suggested/", {"url": "a"}).url == "/save/?url=a"
    assert client.get("/save/completed/", {"q": "a"}).url == "/save/"
    assert client.get(f"/b/{own.key}/suggested/").url == f"/b/{own.key}/edit/"


# --- On the page of a bookmark -------------------------------------------------------------------


def test_the_page_of_a_bookmark_without_tags_asks_for_some(client, ann, others):
    own = BookmarkFactory(owner=ann, link=others.link)
    part = soup(client.get(own.get_absolute_url())).select_one("[data-hx-trigger=load]")
    assert chips(client.get(part["data-hx-get"], headers=PART)) == ["care", "tree"]
    tagged = BookmarkFactory(owner=ann, tags=["x"])
    for page in (tagged.get_absolute_url(), others.get_absolute_url()):
        assert soup(client.get(page)).select_one("[data-hx-trigger=load]") is None


def test_it_asks_again_while_the_page_is_read(client, ann):
    own = BookmarkFactory(owner=ann, link=LinkFactory(url=URL, state=Link.State.QUEUED))
    BookmarkFactory(owner=ann, tags=["oak"])
    path = f"/b/{own.key}/suggested/"
    assert soup(client.get(path, headers=PART)).div["data-hx-get"] == path
    Link.objects.filter(url=URL).update(state=Link.State.OK, title="The oak")
    answer = client.get(path, headers=PART)
    assert not soup(answer).div.has_attr("data-hx-get")
    assert chips(answer) == ["oak"]


def test_ticked_tags_are_added_and_found(client, ann, others):
    own = BookmarkFactory(owner=ann, link=others.link, tags=["mine"])
    answer = client.post(f"/b/{own.key}/tags/", {"suggested": ["care", "tree"]}, follow=True)
    assert words(soup(answer).select_one(".messages")).startswith("Tagged.")
    own = Bookmark.objects.get(pk=own.pk)
    assert own.tag_names == ["care", "mine", "tree"]
    assert own.changed_at > own.saved_at


def test_nothing_ticked_is_said_to_be_nothing(client, ann):
    own = BookmarkFactory(owner=ann)
    answer = client.post(f"/b/{own.key}/tags/", {}, follow=True)
    assert "required" in words(soup(answer).select_one(".messages"))


def test_nobody_tags_what_is_anothers(client, others):
    for answer in (
        client.post(f"/b/{others.key}/tags/", {"suggested": "x"}),
        client.get(f"/b/{others.key}/suggested/", headers=PART),
    ):
        assert answer.status_code == 404
    assert Bookmark.objects.get().tag_names == ["care", "tree"]
