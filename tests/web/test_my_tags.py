"""A person's own tags: /library/tags/."""

import pytest

from bookmarks.tagging import mine
from tests.factories import NOON, BookmarkFactory
from tests.web.pages import soup, titles, words

pytestmark = pytest.mark.django_db


def lines(page):
    """Each line's words, and how deep it stands."""
    return [
        (line.select_one(".index-name").text, int(line["class"][0][-1]))
        for line in page.select(".tag-index li")
    ]


def names(client, **asked):
    return [name for name, _depth in lines(soup(client.get("/library/tags/", asked)))]


@pytest.fixture
def tagged(client, ann, bob):
    BookmarkFactory(owner=ann, tags=["rust", "lang/go/http"])
    BookmarkFactory(owner=ann, tags=["rust", "Dev", "dev/python"], audience="private")
    BookmarkFactory(owner=ann, tags=["dev ops"])
    BookmarkFactory(owner=ann, tags=["binned", "rust"], trashed_at=NOON)
    BookmarkFactory(owner=bob, tags=["theirs", "rust"])
    client.force_login(ann)


def test_it_shows_the_tags_of_what_one_keeps_as_a_tree(client, tagged):
    assert lines(soup(client.get("/library/tags/"))) == [
        ("Dev", 0),
        ("dev/python", 1),
        ("dev ops", 0),
        ("lang", 0),
        ("lang/go", 1),
        ("lang/go/http", 2),
        ("rust", 0),
    ]


def test_the_numbers_are_those_of_ones_own_bookmarks(client, tagged):
    page = soup(client.get("/library/tags/"))
    counts = {
        line.select_one(".index-name").text: words(line.select_one(".index-count"))
        for line in page.select(".tag-index li")
        if line.select_one(".index-count")
    }
    assert counts["rust"] == "2 bookmarks"
    assert counts["Dev"] == "1 bookmark"
    assert words(page.select_one(".toolbar-count")) == "5 tags"


def test_it_sorts_by_number_and_by_the_last_use(client, tagged):
    assert names(client, sort="count")[0] == "rust"
    assert names(client, sort="recent")[:2] == ["rust", "dev ops"]
    assert client.get("/library/tags/?sort=size").status_code == 400


@pytest.mark.parametrize(
    ("typed", "found"),
    [("DEV", ["Dev", "dev/python", "dev ops"]), ("go/", ["lang/go/http"]), ("never", [])],
)
def test_the_filter_finds_tags_by_any_part(client, tagged, typed, found):
    assert names(client, q=typed) == found


def test_a_line_leads_to_the_bookmarks(client, ann, tagged):
    BookmarkFactory(owner=ann, title="Odd", tags=["a&b = c?"])
    page = soup(client.get("/library/tags/?q=b+%3D"))
    link = page.select_one(".tag-index a")["href"]
    assert titles(soup(client.get(link))) == ["Odd"]


def test_a_long_list_has_pages_that_begin_with_what_they_lie_below(client, tagged, monkeypatch):
    monkeypatch.setattr(mine, "PAGE_SIZE", 4)
    first = soup(client.get("/library/tags/"))
    rest = soup(client.get("/library/tags/" + first.select_one("[rel=next]")["href"]))
    assert lines(rest) == [("rust", 0)]
    back = soup(client.get("/library/tags/" + rest.select_one("[rel=prev]")["href"]))
    assert lines(back) == lines(first)
    assert client.get("/library/tags/?after=nowhere").status_code == 400


def test_who_has_none_is_told_what_they_are_for(client, bob):
    client.force_login(bob)
    assert "A slash puts one below another" in client.get("/library/tags/").text
    assert "None of your tags" in client.get("/library/tags/?q=x").text


def test_it_is_for_who_is_signed_in(client):
    assert client.get("/library/tags/").status_code == 302
