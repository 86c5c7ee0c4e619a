"""Addresses that no page of ours wrote: an answer that says so, never a broken page."""

import base64
import json
from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.factories import BookmarkFactory, CollectionFactory, MemberFactory
from tests.web.pages import soup, words

# NUL, half a character, broken UTF-8, direction marks, a private sign, very long, a path of dots.
ODD = ["%00", "a%00b", "%ED%A0%80", "%FF%FE", "%E2%80%AE", "%F0%9F%8C%B3", "x" * 3000,
       "..%2F..%2Fetc", "%2e%2e", "%0d%0aX:%20y", "'%22%3E%3Cb%3E", "٣", "İ"]  # fmt: skip
NO_NUMBERS = ["", "-1", "²", "9" * 40]
PATHS = [
    "/b/{}/", "/b/{}/entry/", "/b/{}/edit/", "/b/{}/report/", "/@{}/", "/@ann/{}/",
    "/@{}/shelf/", "/@ann/{}/edit/", "/@ann/{}/order/", "/tags/{}/", "/settings/data/{}/", "/{}/",
]  # fmt: skip
LISTS = {
    "/@ann/shelf/": ["sort", "view", "after", "before", "per_page"],
    "/library/": ["show", "tag", "q"],
    "/search/": ["q", "where", "tags"],
    "/notices/": ["after", "before"],
}


@pytest.fixture
def shelf(ann):
    shelf = CollectionFactory(owner=ann, title="Shelf")
    BookmarkFactory(owner=ann, collections=[shelf], tags=["tree"])
    return shelf


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_name_in_a_path_is_nothing_here_or_not_understood(client, ann, shelf, odd):
    client.force_login(ann)
    for path in PATHS:
        answer = client.get(path.format(odd))
        assert answer.status_code in {400, 404}, path
        assert soup(answer).h1, path


@pytest.mark.parametrize("odd", [*ODD, *NO_NUMBERS])
def test_an_odd_word_in_a_query_is_told_or_left_aside(client, ann, shelf, odd):
    client.force_login(ann)
    for path, names in LISTS.items():
        for name in names:
            status = client.get(f"{path}?{name}={odd}").status_code
            assert status in ({200, 400, 422} if name == "q" else {200, 302, 400, 404}), (
                path,
                name,
            )
    waiting = reverse("bookmark-entry", args=[shelf.bookmarks.get().key])
    assert client.get(f"{waiting}?in={odd}&view={odd}").status_code in {286, 400}


@pytest.mark.parametrize("odd", [*ODD, "9" * 40])
def test_an_odd_word_fills_a_form_or_is_refused(client, ann, shelf, odd):
    client.force_login(ann)
    for name in ("url", "title", "note", "tags", "collection"):
        assert client.get(f"/save/?{name}={odd}").status_code in {200, 400}
    assert client.get(f"/collections/new/?inside={odd}").status_code in {200, 400}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("sort=best", "There is no sort “best”."),
        ("view=wall", "There is no view “wall”."),
        ("per_page=51", "A page has from 1 to 50 entries."),
        ("per_page=0", "A page has from 1 to 50 entries."),
        ("after=nonsense", "This address names no place in the list."),
        ("sort=%3Cscript%3E", "There is no sort “<script>”."),
    ],
)
def test_what_is_wrong_is_said_with_a_way_to_the_page_without_it(client, shelf, query, said):
    answer = client.get(f"/@ann/shelf/?{query}")
    assert answer.status_code == 400
    assert said in words(soup(answer).main)
    assert soup(answer).select_one(".buttons a")["href"] == "/@ann/shelf/"


def test_an_unknown_shelf_of_the_library_is_said_to_be_so(client, ann):
    client.force_login(ann)
    answer = client.get("/library/?show=everything")
    assert answer.status_code == 400
    assert "There is no shelf “everything”." in answer.text


def test_the_answer_to_a_nul_leads_to_no_other_site(client, db):
    links = soup(client.get("//evil.example/%00?x=1")).select("a")
    assert {link["href"] for link in links} == {"/"}


def written(value) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize("sort", ["newest", "oldest", "a-z", "z-a", "custom"])
@pytest.mark.parametrize("key", ["text", 5, "2026-01-01T00:00:00+00:00", "", "1"])
def test_a_place_of_another_order_is_refused_or_leads_somewhere(client, shelf, sort, key):
    for is_time in (0, 1):
        query = {"sort": sort, "after": written([is_time, key, 1])}
        assert client.get("/@ann/shelf/", query).status_code in {200, 400}


@pytest.mark.parametrize("value", ["a\0b", "\0"])
def test_a_button_with_a_nul_is_refused(client, ann, bob, shelf, value):
    MemberFactory(collection=shelf, person=bob)
    client.force_login(ann)
    assert client.post("/@ann/shelf/members/", {"revoke": value}).status_code == 400
    for sent in ({"bookmark": value, "to": "top"}, {"bookmark": "x", "to": value}):
        assert client.post("/@ann/shelf/order/", sent).status_code == 400


@pytest.mark.parametrize("place", ["sideways", "", "TOP"])
def test_a_made_up_move_is_refused_and_moves_nothing(client, ann, shelf, place):
    item = shelf.items.get()
    client.force_login(ann)
    sent = {"bookmark": item.bookmark.key, "to": place}
    assert client.post("/@ann/shelf/order/", sent).status_code == 400
    assert shelf.items.get().position == item.position


@pytest.mark.parametrize("number", ["9" * 30, "-5", "x", "\0", "1 OR 1=1", "²"])
def test_a_made_up_collection_is_no_choice(client, ann, number):
    client.force_login(ann)
    sent = {"url": "https://example.org/", "audience": "public", "collections": number}
    answer = client.post("/save/", sent)
    assert answer.status_code == 422
    assert soup(answer).select_one(".error-summary")
    sent = {"title": "T", "audience": "public", "parent": number}
    assert client.post(reverse("collection-new"), sent).status_code == 422


def test_the_path_of_a_handle_keeps_its_odd_letters_out_of_the_way_there(client, shelf):
    answer = client.get("/@ANN/" + quote("shélf") + "/")
    assert answer.status_code in {301, 404}
