"""The follow button for who is signed out: through the log-in or the sign-up to the follow."""

import pytest

from accounts.models import User
from bookmarks.models import Follow
from tests.factories import NOON, PASSWORD, BookmarkFactory, CollectionFactory
from tests.web.pages import soup, words

HERE = {"Sec-Fetch-Site": "same-origin"}
ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}
BUTTONS = {"/@ann/": "ann", "/@ann/shelf/": "Shelf", "/tags/Tree/": "Tree"}


@pytest.fixture(autouse=True)
def things(ann):
    BookmarkFactory(
        owner=ann, tags=["Tree"], collections=[CollectionFactory(owner=ann, title="Shelf")]
    )


def pressed(client, page, headers):
    """Where the button of a page leads."""
    link = soup(client.get(page)).select_one(".heading a.button[rel=nofollow]")
    return client.get(link["href"], headers=headers)


def follows():
    return {str(follow.followed) for follow in Follow.objects.all()}


def log_in(client, person, answer):
    way = soup(client.get(answer.url)).find("input", attrs={"name": "next"})["value"]
    typed = {"login": person.handle, "password": PASSWORD, "next": way}
    return client.post("/accounts/login/", typed)


@pytest.mark.parametrize("page", BUTTONS)
def test_after_the_log_in_the_follow_is_made(client, bob, page):
    answer = log_in(client, bob, pressed(client, page, HERE))
    answer = client.get(answer.url)
    assert answer.url == page
    assert follows() == {BUTTONS[page]}
    assert soup(client.get(page)).select_one("button[value=unfollow]:not([hidden])")


def test_after_signing_up_the_follow_is_made(client):
    answer = client.get(pressed(client, "/@ann/", HERE).url)
    sign_up = soup(answer).select_one("main a[href*=signup]")["href"]
    form = soup(client.get(sign_up))
    way = form.find("input", attrs={"name": "next"})["value"]
    typed = {"username": "newcomer", "email": "new@example.org", "password1": PASSWORD}
    answer = client.post("/accounts/signup/", typed | {"next": way}, follow=True)
    assert answer.redirect_chain[-1][0] == "/@ann/"
    assert Follow.objects.get().follower == User.objects.get(handle="newcomer")


@pytest.mark.parametrize("page", BUTTONS)
def test_who_was_led_here_from_elsewhere_is_asked_first(client, bob, page):
    answer = log_in(client, bob, pressed(client, page, ELSEWHERE))
    question = client.get(answer.url)
    assert BUTTONS[page] in words(soup(question).h1).replace("Ann", "ann")
    assert follows() == set()
    client.post(answer.url, {"action": "follow"})
    assert follows() == {BUTTONS[page]}


def test_a_wish_is_for_one_thing_and_for_an_hour(client, bob):
    pressed(client, "/@ann/", HERE)
    client.force_login(bob)
    assert client.get("/@ann/shelf/follow/").status_code == 200
    session = client.session
    session["follow"] = ["/@ann/follow/", session["follow"][1] - 60 * 60]
    session.save()
    assert client.get("/@ann/follow/").status_code == 200
    assert follows() == set()


def test_a_link_to_what_one_follows_leads_to_it(client, bob):
    client.force_login(bob)
    client.post("/following/tags/tree/")
    assert client.get("/following/tags/tree/").url == "/tags/Tree/"
    client.post("/following/tags/tree/", {"action": "unfollow"})
    assert follows() == set()


def test_nobody_is_led_to_follow_what_is_not_there(client, ann, bob):
    ann.suspend(NOON)
    client.force_login(bob)
    for path in ("/@ann/follow/", "/@ann/shelf/follow/", "/following/tags/tree/"):
        assert client.get(path).status_code == client.post(path).status_code == 404


def test_who_stays_on_the_page_is_given_the_button_as_it_is_now(client, bob):
    client.force_login(bob)
    for action, other in (("follow", "unfollow"), ("unfollow", "follow")):
        answer = client.post("/@ann/follow/", {"action": action}, headers={"HX-Request": "true"})
        assert soup(answer).select_one("form button:not([hidden])")["value"] == other


@pytest.mark.parametrize("page", ["/@ann/", "/@ann/shelf/"])
def test_the_number_of_followers_is_told_beside_it(client, bob, page):
    client.force_login(bob)
    for action, number in (("follow", "1 follower"), ("unfollow", "")):
        answer = client.post(f"{page}follow/", {"action": action}, headers={"HX-Request": "true"})
        for shown in (answer, client.get(page)):
            followers = soup(shown).select_one("#followers")
            assert (words(followers) if not followers.has_attr("hidden") else "") == number
