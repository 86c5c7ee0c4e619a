"""What visitors are shown is kept, and is right all the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Block
from bookmarks.models import Bookmark, Collection, LinkText
from bookmarks.search.indexing import index_bookmarks, sweep
from tests.factories import PASSWORD, BookmarkFactory, CollectionFactory, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(ann):
    shelf = CollectionFactory(owner=ann, slug="shelf")
    BookmarkFactory(owner=ann, title="The first", collections=[shelf])
    return shelf


def queries(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", ["/@ann/shelf/", "/@ann/"])
def test_a_page_that_was_shown_costs_one_query(client, shelf, path):
    first = client.get(path)
    assert queries(client, path) == 1
    assert client.get(path).content == first.content
    assert client.get(path)["Content-Type"] == first["Content-Type"]


def test_whatever_changes_is_seen_at_once(client, ann, shelf):
    def page():
        return client.get("/@ann/shelf/").content.decode()

    assert "The first" in page()
    Bookmark.objects.update(title="Another name")
    assert "Another name" in page()
    BookmarkFactory(owner=ann, title="The second", collections=[shelf])
    assert "The second" in page()
    Bookmark.objects.filter(title="The second").update(audience="private")
    assert "The second" not in page()
    Collection.objects.update(audience="private")
    assert client.get("/@ann/shelf/").status_code == 404


def test_what_the_owner_is_shown_is_not_kept_for_others(client, ann, shelf):
    BookmarkFactory(owner=ann, title="Mine alone", audience="private", collections=[shelf])
    client.login(username="ann", password=PASSWORD)
    assert "Mine alone" in client.get("/@ann/shelf/").content.decode()
    client.logout()
    assert "Mine alone" not in client.get("/@ann/shelf/").content.decode()


def test_a_suspension_empties_the_address_at_once(client, ann, shelf):
    assert client.get("/@ann/shelf/").status_code == 200
    ann.suspend(ann.verified_at)
    assert client.get("/@ann/shelf/").status_code == 404


def test_pages_of_a_list_are_kept_apart(client, ann, shelf):
    BookmarkFactory(owner=ann, title="The second", collections=[shelf])
    oldest = client.get("/@ann/shelf/?sort=oldest&per_page=1").content.decode()
    newest = client.get("/@ann/shelf/?sort=newest&per_page=1").content.decode()
    assert ("The first" in oldest, "The first" in newest) == (True, False)


@pytest.fixture
def as_ann(client, shelf):
    client.login(username="ann", password=PASSWORD)
    client.get("/save/")  # from here on she has a token for forms
    return client


@pytest.mark.parametrize("path", ["/library/", "/collections/", "/@ann/shelf/"])
def test_ones_own_pages_are_kept_for_the_session(as_ann, path):
    first = as_ann.get(path)
    assert queries(as_ann, path) <= 4  # the session, the person, their revisions
    assert as_ann.get(path).content == first.content


def test_a_change_of_mine_is_in_my_library_at_once(as_ann, ann):
    assert "The first" in as_ann.get("/library/").content.decode()
    BookmarkFactory(owner=ann, title="The second")
    assert "The second" in as_ann.get("/library/").content.decode()


def test_a_word_said_once_is_said_once(as_ann):
    as_ann.get("/library/")
    as_ann.post("/save/", {"url": "https://example.org/new", "audience": "public"})
    assert "Saved." in as_ann.get("/library/").content.decode()
    assert "Saved." not in as_ann.get("/library/").content.decode()


def test_two_people_in_one_browser_see_each_their_own(as_ann, bob):
    BookmarkFactory(owner=bob, title="Of Bob")
    assert "The first" in as_ann.get("/library/").content.decode()
    as_ann.logout()
    as_ann.login(username="bob", password=PASSWORD)
    assert "The first" not in as_ann.get("/library/").content.decode()


def test_a_block_takes_effect_on_a_kept_page(client, ann, bob, shelf):
    client.login(username="bob", password=PASSWORD)
    client.get("/save/")
    assert client.get("/@ann/shelf/").status_code == 200
    assert client.get("/@ann/shelf/").status_code == 200
    Block.objects.create(blocker=ann, blocked=bob)
    assert client.get("/@ann/shelf/").status_code == 404


def test_a_browser_that_has_my_page_is_sent_none(as_ann, ann):
    as_ann.get("/library/")
    etag = as_ann.get("/library/")["ETag"]
    again = as_ann.get("/library/", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    BookmarkFactory(owner=ann, title="Just saved")
    assert "Just saved" in as_ann.get("/library/", headers={"if-none-match": etag}).text


@pytest.fixture
def found(as_ann, ann):
    """My library, searched for a word; what is kept of it is there."""
    bookmark = BookmarkFactory(owner=ann, title="A heron")
    while sweep():
        pass
    assert "A heron" in as_ann.get("/library/?q=heron").text
    return bookmark


def test_what_a_search_found_is_kept(as_ann, found):
    again = queries(as_ann, "/library/?q=heron")
    assert again < queries(as_ann, "/library/?q=heron&sort=newest")


def test_what_is_not_indexed_yet_makes_a_search_anew(as_ann, ann, found):
    other = BookmarkFactory(owner=ann, title="Another heron")
    assert "Another heron" not in as_ann.get("/library/?q=heron").text
    index_bookmarks([other.pk])
    assert "Another heron" in as_ann.get("/library/?q=heron").text


def test_what_was_found_and_trashed_is_found_no_more(as_ann, ann, found):
    found.trash(found.saved_at)
    assert "A heron" not in as_ann.get("/library/?q=heron").text


def index_all():
    while sweep():
        pass


@pytest.mark.parametrize("path", ["/@ann/shelf/?q=first", "/@ann/?q=-second", "/@ann/?q=by:ann"])
def test_a_search_is_kept_too(client, shelf, path):
    index_all()
    first = client.get(path)
    assert queries(client, path) == 2  # what it is made of, and whether the index is behind
    assert client.get(path).content == first.content


def test_a_search_made_while_the_index_was_behind_is_not_kept(client, ann, shelf):
    index_all()
    BookmarkFactory(owner=ann, title="The second", collections=[shelf])
    assert "The second" not in client.get("/@ann/shelf/?q=second").text.split("<ol")[-1]
    index_all()
    assert "The second" in client.get("/@ann/shelf/?q=second").text


def test_a_search_by_the_name_of_anothers_collection_is_not_kept(client, ann, bob, shelf):
    theirs = CollectionFactory(owner=bob, title="Theirs")
    place(Bookmark.objects.get(), theirs)
    index_all()
    assert "The first" in client.get("/@ann/?q=in:theirs").text
    theirs.audience = "private"
    theirs.save()
    assert "The first" not in client.get("/@ann/?q=in:theirs").text


def test_what_a_page_has_come_to_say_is_found_at_once(as_ann, ann):
    bookmark = Bookmark.objects.get()
    index_all()
    assert "The first" not in as_ann.get("/library/?q=breakfast").text
    LinkText.objects.keep({bookmark.link_id: "On breakfast."})
    index_all()
    assert "The first" in as_ann.get("/library/?q=breakfast").text
