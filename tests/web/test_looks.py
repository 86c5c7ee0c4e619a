"""What a reader chose of how lists look is remembered, and changes nothing for anybody else."""

import pytest
from django.test import Client

from tests.factories import BookmarkFactory, CollectionFactory
from tests.web.pages import soup, titles

pytestmark = pytest.mark.django_db

LISTS = ["/@ann/shelf/", "/@ann/", "/tags/green/", "/search/?q=saved"]
SHARED = "public, max-age=0, s-maxage=60"


@pytest.fixture
def shelf(ann):
    shelf = CollectionFactory(owner=ann, slug="shelf", default_view="moodboard")
    for n in range(35):
        BookmarkFactory(owner=ann, title=f"saved {n}", collections=[shelf], tags=["green"])
    return shelf


def view_of(page):
    return page.select_one(".views [aria-current]").get_text(strip=True)


def press(client, address, label):
    """Follow the button of a view, or of a size, as far as it leads."""
    page = soup(client.get(address))
    link = next(
        a for a in page.select(".views a, .pager-sizes a") if label == a.get_text(strip=True)
    )
    return client.get(address.partition("?")[0] + link["href"], follow=True)


def test_a_view_once_chosen_is_that_of_all_lists(client, shelf):
    answer = press(client, "/@ann/shelf/", "Cards")
    assert view_of(soup(answer)) == "Cards"
    assert {view_of(soup(client.get(path))) for path in LISTS[:3]} == {"Cards"}


def test_to_choose_what_the_list_begins_with_is_to_forget(client, shelf):
    press(client, "/@ann/", "Cards")
    answer = press(client, "/@ann/shelf/", "Moodboard")
    assert "looks" not in client.cookies or not client.cookies["looks"].value
    assert answer.redirect_chain == [("/@ann/shelf/", 302)]
    assert view_of(soup(client.get("/@ann/"))) == "List"


def test_the_address_wins_and_is_remembered_of_nobody_who_only_follows_a_link(client, shelf):
    press(client, "/@ann/", "Cards")
    assert view_of(soup(client.get("/@ann/?view=headlines"))) == "Headlines"
    assert view_of(soup(client.get("/@ann/"))) == "Cards"
    visitor = Client()
    assert view_of(soup(visitor.get("/@ann/?view=headlines"))) == "Headlines"
    assert not visitor.cookies


def test_so_is_the_size_of_a_page(client, shelf):
    press(client, "/@ann/shelf/", "50")
    assert len(titles(soup(client.get("/@ann/shelf/")))) == 35
    press(client, "/@ann/shelf/?per_page=20", "30")
    assert len(titles(soup(client.get("/@ann/shelf/")))) == 30


def test_another_view_shows_the_same_page(client, shelf):
    first = soup(client.get("/@ann/shelf/"))
    second = client.get("/@ann/shelf/" + first.select_one("a[rel=next]")["href"])
    shown = press(client, second.wsgi_request.get_full_path(), "Headlines")
    assert titles(soup(shown)) == titles(soup(second))


@pytest.mark.parametrize("path", LISTS)
def test_a_shared_cache_keeps_no_page_of_somebodys_choice(client, shelf, path):
    assert client.get(path)["Cache-Control"] == SHARED
    client.cookies["looks"] = "cards."
    answer = client.get(path)
    assert answer["Cache-Control"] == "private, no-cache"
    assert view_of(soup(answer)) == "Cards"
    assert view_of(soup(Client().get(path))) != "Cards"


def test_a_kept_page_of_one_choice_is_not_shown_to_another(client, ann, shelf):
    client.force_login(ann)
    client.get("/save/")
    seen = [view_of(soup(client.get("/library/")))]
    for cookie in ("cards.50", "headlines.", ""):
        client.cookies["looks"] = cookie
        seen.append(view_of(soup(client.get("/library/"))))
    assert seen == ["List", "Cards", "Headlines", "List"]


@pytest.mark.parametrize("cookie", ["nonsense", "cards.9999", ".", "a.b.c", "", "x" * 3000])
def test_a_cookie_that_makes_no_sense_is_none(client, shelf, cookie):
    client.cookies["looks"] = cookie
    answer = client.get("/@ann/")
    assert answer.status_code == 200
    assert len(titles(soup(answer))) == 30


@pytest.mark.parametrize(
    "query", ["view=vast&remember=yes", "view=cards&remember=maybe", "per_page=7&remember=yes"]
)
def test_what_cannot_be_chosen_is_refused_and_not_written(client, shelf, query):
    answer = client.get(f"/@ann/?{query}")
    assert answer.status_code == 400
    assert not answer.cookies


def test_the_cookie_is_read_by_no_script_and_sent_to_no_other_site(client, shelf):
    client.get("/@ann/?view=cards&remember=yes")
    cookie = client.cookies["looks"]
    assert (cookie["httponly"], cookie["samesite"], cookie.value) == (True, "Lax", "cards.")
