"""The site's own pages."""

import re

from django.contrib.staticfiles import finders

from bookmarks.discovery.ranking import rank_collections
from tests.factories import NOON, BookmarkFactory, CollectionFactory, FollowFactory
from tests.web.pages import soup, titles, typed, words


def test_the_icon_is_found_where_browsers_look_for_it_unasked(client):
    address = client.get("/favicon.ico").headers["Location"]
    assert finders.find(address.removeprefix("/static/"))


def test_home_shows_who_is_signed_out_what_this_is(client, ann, bob):
    shelves = [CollectionFactory(owner=bob, title=title) for title in ("One", "Other")]
    BookmarkFactory(owner=bob, title="Elm", collections=shelves[1:])
    BookmarkFactory(owner=ann, title="Oak", collections=shelves[:1])
    rank_collections(NOON)
    page = soup(client.get("/"))
    assert [words(card) for card in page.select(".collection-words")] == [
        "One Bob 1 bookmark", "Other Bob 1 bookmark"
    ]  # fmt: skip
    assert [len(card.select(".cover")) for card in page.select(".collection-covers")] == [1, 1]
    assert titles(page) == ["Oak", "Elm"]
    assert [a["href"] for a in page.select(".hello-words a")] == [
        "/accounts/signup/",
        "/accounts/login/",
    ]


def test_home_names_nothing_that_is_not_for_everybody(client, ann, unverified):
    for audience in ("unlisted", "private"):
        CollectionFactory(owner=ann, title=f"Secret {audience}", audience=audience)
    CollectionFactory(owner=ann, title="Secret off", is_on_profile=False)
    CollectionFactory(owner=unverified, title="Secret unverified")
    for audience in ("collections", "private"):
        shelf = CollectionFactory(owner=ann, title=f"Empty of all that is seen: {audience}")
        BookmarkFactory(owner=ann, title="Secret", audience=audience, collections=[shelf])
    BookmarkFactory(owner=unverified, title="Secret")
    rank_collections(NOON)
    assert "Secret" not in client.get("/").text


def test_home_of_an_empty_site_still_says_what_it_is(client, db):
    page = soup(client.get("/"))
    assert words(page.h1) == "Links worth keeping, in good order"
    assert not page.select(".collection-cards, .entries")


def test_home_shows_who_is_signed_in_what_is_new_and_what_they_saved(client, ann, bob):
    BookmarkFactory(owner=ann, title="Oak")
    BookmarkFactory(owner=bob, title="Elm")
    FollowFactory(follower=ann, person=bob)
    client.force_login(ann)
    page = soup(client.get("/"))
    assert titles(page) == ["Elm", "Oak"]
    assert words(page.select_one(".why")) == "You follow: by Bob"
    assert [step["href"] for step in page.select(".step-done")] == ["/save/", "/explore/"]


def test_a_newcomer_is_shown_first_steps_until_they_have_had_enough(client, ann):
    client.force_login(ann)
    page = soup(client.get("/"))
    steps = ["/save/", "/collections/new/", "/explore/", "/bookmarklet/"]
    assert [step["href"] for step in page.select(".step")] == steps
    assert len(page.select(".empty")) == 2
    assert client.post(page.select_one(".steps form")["action"]).url == "/"
    assert not soup(client.get("/")).select(".steps")


def test_whoever_has_taken_the_first_steps_is_shown_them_no_more(client, ann, bob):
    BookmarkFactory(owner=ann, collections=[CollectionFactory(owner=ann)])
    FollowFactory(follower=ann, person=bob)
    client.force_login(ann)
    assert not soup(client.get("/")).select(".steps")


def test_the_bookmarklet_opens_the_form_with_what_it_sends(client, ann, settings):
    settings.SITE_URL = "https://links.example"
    text = soup(client.get("/bookmarklet/")).find("textarea").text
    names = re.findall(r"[?&](\w+)='", text)
    assert "open('https://links.example/save/" in text.encode().decode("unicode_escape")
    assert names == ["url", "title", "note"]
    client.force_login(ann)
    sent = dict.fromkeys(names, "https://example.org/")
    assert sent.items() <= typed(client.get("/save/", sent)).items()


def test_whoever_runs_a_site_reads_what_our_fetcher_does(client, db):
    said = words(soup(client.get("/about/fetcher/")).main)
    for fact in ("reads the one page", "sends no cookies", "403 or 410"):
        assert fact in said


def test_every_page_says_where_one_is(client, ann):
    client.force_login(ann)
    for path in ("/library/", "/collections/", "/following/"):
        here = soup(client.get(path)).select(".masthead [aria-current=page]")
        assert [a["href"] for a in here] == [path]


def test_who_is_signed_in_finds_everything_from_every_page(client, ann, admin):
    client.force_login(ann)
    links = {a["href"] for a in soup(client.get("/@ann/")).select(".masthead a")}
    assert {"/save/", "/library/", "/collections/", "/following/", "/notices/", "/trash/",
            "/settings/", "/bookmarklet/", "/@ann/"} <= links  # fmt: skip
    assert "/admin/" not in links
    client.force_login(admin)
    assert soup(client.get("/@ann/")).select(".masthead a[href='/admin/']")
