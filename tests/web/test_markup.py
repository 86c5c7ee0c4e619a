"""What stands in the pages' HTML, whatever they look like."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookmarks import moderation
from bookmarks.models import Collection, Link, Picture, PictureFiles
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    PictureFactory,
)

OUT = ["nofollow", "noopener", "noreferrer", "ugc"]


def soup(response):
    return BeautifulSoup(response.content, "lxml")


@pytest.fixture
def shelf(ann):
    """A public collection of Ann's with one inside it, a bookmark in each."""
    shelf = CollectionFactory(owner=ann, title="Shelf", description="All **about** trees.")
    inner = CollectionFactory(owner=ann, title="Inner", parent=shelf)
    link = LinkFactory(title="Oaks", kind=Link.Kind.VIDEO, cover=PictureFactory())
    BookmarkFactory(owner=ann, link=link, collections=[shelf], tags=["tree"], is_favorite=True)
    BookmarkFactory(owner=ann, note="# My words\n\nof old", collections=[inner])
    return shelf


def as_shown(client, shelf, **query):
    return soup(client.get(shelf.get_absolute_url(), query))


def test_a_collection_page_says_where_what_and_how_many(client, shelf):
    page = as_shown(client, shelf)
    assert page.select_one(".crumbs a")["href"] == "/@ann/"
    assert page.h1.get_text(strip=True) == "Shelf"
    assert page.select_one(".heading-lead strong").text == "about"
    assert page.select_one(".toolbar-count").get_text(strip=True) == "2 bookmarks"


def test_collections_inside_are_lines_of_an_index_on_the_first_page_only(client, shelf):
    assert as_shown(client, shelf).select_one(".index-name").text == "Inner"
    first = as_shown(client, shelf, per_page=1)
    on = client.get(shelf.get_absolute_url() + first.select_one("[rel=next]")["href"])
    assert soup(on).select_one(".index-name") is None


def test_an_entry_links_out_and_tells_the_other_site_nothing(client, shelf):
    title = as_shown(client, shelf).find("a", string="Oaks")
    assert title["href"].startswith("https://example.org/")
    assert title["rel"] == OUT


def test_a_cover_loads_late_in_a_box_of_its_own(client, shelf):
    cover = as_shown(client, shelf).select_one(".cover img")
    small, large = PictureFiles.names_of(PictureFiles.objects.get().key)
    assert (cover["loading"], cover["decoding"], cover["alt"]) == ("lazy", "async", "")
    assert (cover["width"], cover["height"]) == ("600", "400")
    assert cover["src"] == f"/media/{small}"
    assert cover["srcset"] == f"/media/{small} 320w, /media/{large} 600w"


def test_an_icon_that_we_have_stands_before_the_site(client, ann):
    icon = PictureFactory(role="favicon", width=64, height=64)
    BookmarkFactory(owner=ann, link=LinkFactory(favicon=icon))
    shown = soup(client.get("/@ann/")).select_one("img.favicon")
    assert shown["src"].endswith("-small.webp")
    assert (shown["width"], shown["height"]) == ("16", "16")


def test_no_page_shows_what_another_site_serves(client, ann, bob, shelf):
    """Whoever reads a list tells nobody but us."""
    named = {"cover_url": "https://spy.example/a.png", "favicon_url": "https://spy.example/i.png"}
    BookmarkFactory(owner=ann, link=LinkFactory(**named), collections=[shelf])
    for view in Collection.View.values:
        page = client.get(shelf.get_absolute_url(), {"view": view})
        assert "spy.example" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert re.search(r"img-src ([^;]*)", policy)[1] == "'self' data:"


@pytest.mark.parametrize("view", Collection.View.values)
def test_pictures_cost_a_list_no_query(client, ann, bob, view):
    shelf = CollectionFactory(owner=ann)
    client.force_login(bob)
    client.get("/library/")  # the first page of a session writes that there is one
    counts = []
    for n in (2, 18):
        for _ in range(n):
            link = LinkFactory(cover=PictureFactory(), favicon=PictureFactory(role="favicon"))
            BookmarkFactory(owner=ann, link=link, collections=[shelf])
        with CaptureQueriesContext(connection) as captured:
            page = as_shown(client, shelf, view=view)
        counts.append(len(captured))
    assert len(page.select("img")) >= 20
    assert counts[0] == counts[1]


def test_a_link_without_a_cover_has_a_drawn_one(client, shelf):
    assert len(as_shown(client, shelf).select(".cover .stand-in")) == 2


def test_an_entry_shows_the_facts(client, shelf):
    oaks = as_shown(client, shelf).find("a", string="Oaks").find_parent("article")
    facts = oaks.get_text(" ", strip=True)
    for fact in ("example.org", "Video", "Favourite", "tree", "Save"):
        assert fact in facts
    assert oaks.select_one("a.stamp time")["datetime"].startswith("2026-02-01")


def test_a_note_stands_before_the_excerpt_and_its_headings_below_the_page(client, shelf):
    noted = as_shown(client, shelf).find("h3", string="My words").find_parent("article")
    assert "What the page says" not in noted.text
    assert noted.select_one("a.fact[href='/@ann/inner/']")


def test_a_note_like_an_article_folds_without_a_script(client, ann):
    BookmarkFactory(owner=ann, note="word " * 400)
    page = soup(client.get("/@ann/"))
    assert page.select_one(".fold details summary")
    assert page.select_one(".fold-text").text.count("word") == 400


@pytest.mark.parametrize("view", Collection.View.values)
def test_each_view_is_a_list_of_its_own(client, shelf, view):
    assert as_shown(client, shelf, view=view).select_one(f"#entries > ol.entries-{view}")


@pytest.mark.parametrize(
    ("field", "selector"),
    [("cover", ".cover"), ("tags", ".tags"), ("info", ".facts"), ("excerpt", ".excerpt")],
)
def test_what_the_owner_hides_is_not_there(client, shelf, field, selector):
    assert as_shown(client, shelf).select_one(selector)
    Collection.objects.update(hidden_fields={"list": [field]})
    assert as_shown(client, shelf).select_one(selector) is None


def test_the_bell_counts_what_is_unread(client, moderator, ann):
    moderation.hide(BookmarkFactory(owner=ann), by=moderator, at=NOON, reason="Spam.")
    client.force_login(ann)
    assert soup(client.get("/library/")).select_one(".bell-count").text == "1"


def test_others_entries_are_saved_own_ones_edited(client, ann, shelf):
    save = as_shown(client, shelf).select_one(".action")["href"]
    assert save.startswith("/save/?url=https%3A%2F%2Fexample.org%2F")
    client.force_login(ann)
    assert as_shown(client, shelf).select_one(".action")["href"].endswith("/edit/")


def test_a_waiting_entry_asks_again_for_its_owner_and_waits_in_words_for_others(client, ann):
    BookmarkFactory(owner=ann, link=LinkFactory(state=Link.State.QUEUED))
    waiting = soup(client.get("/@ann/")).select_one(".fetching")
    assert "data-hx-get" not in waiting.attrs
    client.force_login(ann)
    waiting = soup(client.get("/@ann/")).select_one(".fetching")
    assert waiting["data-hx-trigger"] == "every 1500ms"


def test_what_is_polled_leaves_the_page_alone_until_there_is_something_to_show(client, ann):
    waiting = LinkFactory(state=Link.State.QUEUED)
    address = reverse("bookmark-entry", args=[BookmarkFactory(owner=ann, link=waiting).key])
    assert client.get(address).status_code == 204
    Link.objects.update(state=Link.State.OK, excerpt="It has come.")
    arrived = client.get(address, {"view": "cards"})
    assert arrived.status_code == 286  # htmx: swap, and ask no more
    assert soup(arrived).select_one(".entry-card .excerpt").text == "It has come."


def test_an_entry_that_has_arrived_goes_on_asking_for_its_cover_alone(client, ann):
    link = LinkFactory(state=Link.State.QUEUED, cover=PictureFactory(files=None))
    bookmark = BookmarkFactory(owner=ann, link=link)
    client.force_login(ann)
    address = reverse("bookmark-entry", args=[bookmark.key])
    Link.objects.update(state=Link.State.OK)
    arrived = soup(client.get(address, {"view": "cards"}))
    asking = arrived.select_one("[data-hx-get]")
    assert asking["data-hx-target"] == f"#{arrived.article['id']}"
    assert client.get(asking["data-hx-get"]).status_code == 204
    Picture.objects.update(state="error", reason="Gone.")
    last = client.get(asking["data-hx-get"])
    assert (last.status_code, "data-hx-get" in last.text) == (286, False)


@pytest.mark.parametrize("view", Collection.View.values)
def test_every_view_says_that_a_page_is_being_read(client, ann, view):
    BookmarkFactory(owner=ann, link=LinkFactory(state=Link.State.QUEUED))
    client.force_login(ann)
    waiting = soup(client.get("/library/", {"view": view})).select_one(".fetching")
    assert waiting["data-hx-get"].endswith(f"?view={view}")


def test_only_the_owner_reads_why_a_fetch_failed_and_may_ask_for_another(client, ann):
    link = LinkFactory(state=Link.State.ERROR, reason="It did not answer.")
    BookmarkFactory(owner=ann, link=link)
    assert "It did not answer." not in client.get("/@ann/").text
    client.force_login(ann)
    form = soup(client.get("/@ann/")).select_one("form.fetch-failed")
    assert "It did not answer." in form.text
    assert form["action"].endswith("/fetch/")


def test_a_public_collection_has_its_cards_for_other_sites(client, shelf, settings):
    page = as_shown(client, shelf)
    address = settings.SITE_URL + "/@ann/shelf/"
    assert page.find("link", rel="canonical")["href"] == address
    assert page.find("meta", property="og:title")["content"] == "Shelf"
    assert page.find("meta", attrs={"name": "description"})["content"] == "All about trees."
    assert page.find("meta", attrs={"name": "robots"}) is None


def test_follow_is_a_button_and_signed_out_a_way_through_the_log_in(client, bob, shelf):
    link = as_shown(client, shelf).select_one(".heading .buttons a.button")
    assert link["href"] == "/@ann/shelf/follow/"
    client.force_login(bob)
    form = as_shown(client, shelf).find("form", action="/@ann/shelf/follow/")
    assert form.button["value"] == "follow"


@pytest.mark.parametrize("audience", ["unlisted", "private"])
def test_what_is_not_public_is_kept_from_search_engines(client, ann, shelf, audience):
    Collection.objects.update(audience=audience)
    client.force_login(ann)
    page = as_shown(client, shelf)
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.find("meta", property="og:title") is None


def test_the_next_page_comes_by_a_link_that_htmx_may_read_on(client, shelf):
    link = as_shown(client, shelf, per_page=1).select_one("#read-on a")
    assert link["href"] == link["data-hx-get"]
    assert link["data-hx-target"] == "#entries"


def test_a_bookmark_in_the_trash_comes_with_its_way_back(client, ann):
    bookmark = BookmarkFactory(owner=ann)
    client.force_login(ann)
    client.post(reverse("bookmark-trash", args=[bookmark.key]))
    form = soup(client.get("/library/")).select_one(".messages form")
    assert form["action"] == reverse("bookmark-restore", args=[bookmark.key])
    assert form.find("input", attrs={"name": "csrfmiddlewaretoken"})


def test_an_error_stands_beside_its_field_and_in_the_summary(client, ann):
    client.force_login(ann)
    page = soup(client.post("/save/", {"url": "javascript:alert(1)", "title": "Typed"}))
    field = page.find(id="id_url")
    assert field["aria-invalid"] == "true"
    assert page.find(id=field["aria-describedby"])["class"] == ["errorlist"]
    assert page.select_one(".error-summary a")["href"] == "#id_url"
    assert page.find(id="id_title")["value"] == "Typed"


def test_the_bookmarklet_says_the_same_in_its_link_and_in_its_text(client, db, settings):
    page = soup(client.get("/bookmarklet/"))
    link = page.find("a", href=re.compile("^javascript:"))["href"]
    assert link == page.find("textarea").text.strip()
    assert "&note=" in link


@pytest.mark.parametrize("template", ["400.html", "500.html", "403_csrf.html"])
def test_the_worst_answers_need_no_context(template):
    page = BeautifulSoup(render_to_string(template), "lxml")
    assert page.h1.text
    assert page.title.text.strip()


SIGNED_OUT = ["/", "/@ann/", "/@ann/shelf/", "/tags/tree/", "/bookmarklet/", "/about/fetcher/"]
SIGNED_IN = [
    "/library/", "/save/", "/trash/", "/trash/empty/", "/following/", "/collections/",
    "/collections/new/", "/@ann/shelf/edit/", "/@ann/shelf/members/", "/@ann/shelf/order/",
    "/@ann/shelf/delete/", "/@ann/shelf/", "/@ann/", "/@bob/",
]  # fmt: skip


def assert_sound(response):
    """One head, one name, one main part; nothing that the content policy would refuse."""
    page = soup(response)
    assert response.status_code == 200
    assert len(page.find_all("h1")) == len(page.find_all("main")) == 1
    assert page.title.text.strip()
    assert page.find("meta", attrs={"name": "description"})["content"].strip()
    scripts = page.select("script:not([type='application/ld+json'])")
    assert not [script for script in scripts if not script.get("src")]
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name == "style" or name.startswith("on")], tag
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_public_pages_are_sound(client, shelf, path):
    assert_sound(client.get(path))


@pytest.mark.parametrize("path", SIGNED_IN)
def test_own_pages_are_sound(client, ann, bob, shelf, path):
    FollowFactory(follower=ann, person=bob)
    BookmarkFactory(owner=bob)
    client.force_login(ann)
    assert_sound(client.get(path))


@pytest.mark.parametrize("path", ["/library/", "/save/", "/@ann/shelf/edit/", "/following/"])
def test_own_pages_are_kept_from_search_engines(client, ann, shelf, path):
    client.force_login(ann)
    robots = soup(client.get(path)).find("meta", attrs={"name": "robots"})
    assert robots["content"] == "noindex"
