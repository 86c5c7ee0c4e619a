"""A tag's page: /tags/<name>/."""

from urllib.parse import quote

import pytest

from bookmarks.models import Tag
from bookmarks.search.indexing import sweep
from tests.factories import BookmarkFactory
from tests.web.pages import soup, titles, words


def address(name):
    return f"/tags/{quote(name)}/"


def test_it_lists_what_everybody_saves_with_the_tag_and_names_them(client, ann, bob):
    BookmarkFactory(owner=ann, title="Ann's", tags=["tree"])
    BookmarkFactory(owner=bob, title="Bob's", tags=["Tree"])
    BookmarkFactory(owner=bob, title="Other", tags=["wood"])
    page = soup(client.get(address("tree")))
    assert words(page.h1) == "# tree"
    assert titles(page) == ["Bob's", "Ann's"]
    assert [words(a) for a in page.select(".facts a[href^='/@']")] == ["Bob", "Ann"]
    assert titles(soup(client.get(address("tree"), {"sort": "oldest"}))) == ["Ann's", "Bob's"]


def test_it_is_counted_up_to_a_bound(client, ann, monkeypatch):
    monkeypatch.setattr("bookmarks.listing.WINDOW", 2)
    for counted in ("1 bookmark", "2 bookmarks", "2+ bookmarks"):
        BookmarkFactory(owner=ann, tags=["tree"])
        page = soup(client.get(address("tree")))
        assert words(page.select_one(".toolbar-count")) == counted


@pytest.mark.parametrize("spelling", ["TREE", "Tree", "ＴＲＥＥ", " tree "])
def test_every_spelling_leads_to_the_one_page(client, ann, spelling):
    BookmarkFactory(owner=ann, tags=["tree"])
    answer = client.get(address(spelling))
    assert (answer.status_code, answer.url) == (301, "/tags/tree/")


@pytest.mark.parametrize(
    "name", ["old oak", "c++", "a/b", "日本", "50%", "?", "a&b=c", "🌳", ".net"]
)
def test_a_tag_of_any_letters_has_a_page_that_its_entries_lead_to(client, ann, name):
    BookmarkFactory(owner=ann, title="Tagged", tags=[name])
    link = soup(client.get("/@ann/")).select_one(".tags a")
    assert link.text == name
    page = client.get(link["href"])
    assert page.status_code == 200
    assert titles(soup(page)) == ["Tagged"]


@pytest.mark.parametrize("audience", ["private", "collections"])
def test_a_tag_that_no_list_shows_is_to_others_as_if_it_were_not(client, ann, bob, audience):
    BookmarkFactory(owner=ann, tags=["secret"], audience=audience)
    Tag.objects.create(name="unused")
    for viewer in (None, bob):
        if viewer:
            client.force_login(viewer)
        answers = [client.get(address(name)) for name in ("secret", "unused", "never")]
        assert {answer.status_code for answer in answers} == {404}
        said = {words(soup(answer).main).replace(name, "") for name, answer in
                zip(("secret", "unused", "never"), answers, strict=True)}  # fmt: skip
        assert len(said) == 1


def test_its_owner_is_led_to_where_it_is(client, ann):
    BookmarkFactory(owner=ann, title="Mine", tags=["my own"], audience="private")
    client.force_login(ann)
    link = soup(client.get("/library/")).select_one(".tags a")
    answer = client.get(link["href"], follow=True)
    assert answer.redirect_chain == [("/library/?tag=my+own", 302)]
    assert titles(soup(answer)) == ["Mine"]


def test_who_is_signed_in_finds_the_same_tag_in_their_library(client, ann, bob):
    BookmarkFactory(owner=bob, tags=["old oak"])
    BookmarkFactory(owner=ann, title="Mine", tags=["old oak"])
    client.force_login(ann)
    link = soup(client.get(address("old oak"))).select_one(".heading-facts a")
    assert titles(soup(client.get(link["href"]))) == ["Mine"]


# --- Tags below tags ---------------------------------------------------------------------------


@pytest.fixture
def branch(ann, bob):
    BookmarkFactory(owner=ann, title="Top", tags=["Dev"])
    BookmarkFactory(owner=bob, title="Below", tags=["dev/Python", "dev/web"])
    BookmarkFactory(owner=bob, title="Deeper", tags=["dev/python/django"])
    BookmarkFactory(owner=bob, title="Beside", tags=["dev ops", "devil"])
    BookmarkFactory(owner=ann, title="Hidden", tags=["dev/secret"], audience="private")
    sweep()


def test_it_lists_what_lies_below_each_once_and_says_so(client, branch):
    page = soup(client.get(address("Dev")))
    assert titles(page) == ["Deeper", "Below", "Top"]
    below = [words(a) for a in page.select("[aria-label='Tags below'] a")]
    assert below == ["dev/Python", "dev/python/django", "dev/web"]
    oldest = soup(client.get(address("Dev"), {"sort": "oldest"}))
    assert titles(oldest) == ["Top", "Below", "Deeper"]


def test_pages_of_a_branch_lead_on(client, branch):
    first = soup(client.get(address("Dev"), {"per_page": 2}))
    rest = soup(client.get(address("Dev") + first.select_one("[rel=next]")["href"]))
    assert (titles(first), titles(rest)) == (["Deeper", "Below"], ["Top"])


def test_what_is_only_a_beginning_of_names_has_a_page_too(client, ann):
    BookmarkFactory(owner=ann, title="One", tags=["Lang/Rust/async"])
    sweep()
    page = soup(client.get(address("Lang/Rust")))
    assert (words(page.h1), titles(page)) == ("# Lang/Rust", ["One"])
    assert [words(a) for a in page.select("[aria-label='Tags above'] a")] == ["Lang"]
    assert client.get(address("lang")).url == "/tags/Lang/"


def test_a_private_tag_below_is_not_named_and_makes_no_page(client, branch, ann):
    assert "secret" not in client.get(address("Dev")).text
    assert client.get(address("dev/secret")).status_code == 404
    BookmarkFactory(owner=ann, tags=["hidden/below"], audience="private")
    assert client.get(address("hidden")).status_code == 404


def test_its_owner_is_led_to_all_that_lies_below_in_their_library(client, branch, ann):
    BookmarkFactory(owner=ann, title="Own", tags=["hidden/below"], audience="private")
    client.force_login(ann)
    assert titles(soup(client.get(address("hidden"), follow=True))) == ["Own"]
    assert titles(soup(client.get("/library/?tag=dev"))) == ["Hidden", "Top"]
    assert titles(soup(client.get("/library/?tag=dev&sort=a-z"))) == ["Hidden", "Top"]


# --- Tags beside it ----------------------------------------------------------------------------


def test_it_names_the_tags_used_together_with_it_the_most_used_first(client, ann, bob):
    BookmarkFactory(owner=ann, tags=["tree", "oak", "old"])
    BookmarkFactory(owner=bob, tags=["tree", "old"])
    BookmarkFactory(owner=bob, tags=["rock"])
    BookmarkFactory(owner=ann, tags=["tree", "secret"], audience="private")
    client.force_login(ann)
    page = soup(client.get(address("tree")))
    assert [words(a) for a in page.select("[aria-label='Related tags'] a")] == ["old", "oak"]
