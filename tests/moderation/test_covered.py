"""What is covered as sensitive: readers open it by a click, its owner sees it as it is."""

import pytest

from bookmarks import moderation
from bookmarks.search.indexing import index_bookmarks
from tests.factories import NOON, BookmarkFactory, CollectionFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db
COVER = "Covered as sensitive"
LISTS = [
    "/@ann/",
    "/@ann/?view=cards",
    "/@ann/shelf/",
    "/recent/",
    "/search/?q=rude",
    "/b/{key}/",
    "/l/{link}/",
]


@pytest.fixture
def rude(ann):
    shelf = CollectionFactory(owner=ann, title="Shelf", slug="shelf")
    words = {"title": "A rude thing", "note": "Very rude"}
    bookmark = BookmarkFactory(owner=ann, collections=[shelf], **words)
    index_bookmarks([bookmark.pk])
    return bookmark


@pytest.fixture
def entry(rude, moderator):
    order = moderation.Order("sensitive", by=moderator, reason="Not for all.", at=NOON)
    return moderation.act(rude, order)


@pytest.mark.parametrize("path", LISTS)
def test_readers_find_it_behind_a_cover(path, client, stranger, rude, entry):
    client.force_login(stranger)
    page = soup(client.get(path.format(key=rude.key, link=rude.link.key)))
    cover = page.find("details", class_="covered")
    assert COVER in words(cover.summary)
    assert "A rude thing" in words(cover)
    cover.extract()
    assert "rude thing" not in words(page.main)


def test_its_owner_sees_it_as_it_is_and_that_it_is_covered(client, ann, rude, entry):
    client.force_login(ann)
    page = soup(client.get(f"/b/{rude.key}/"))
    assert not page.find("details", class_="covered")
    assert "Covered by a moderator" in words(page.main)


@pytest.mark.parametrize("path", ["/feed.atom", "/@ann/feed.json", "/@ann/shelf/feed.rss"])
def test_feeds_and_frames_name_it_no_more(path, client, rude, entry):
    for text in (client.get(path).text, client.get("/embed/@ann/").text):
        assert COVER in text
        assert "rude" not in text.lower()


def test_its_page_tells_others_nothing_of_it(client, rude, entry):
    head = str(soup(client.get(f"/b/{rude.key}/")).head)
    assert "rude" not in head.lower()
    assert "noindex" in head


def test_undone_it_is_as_before(client, rude, entry, moderator):
    assert COVER in client.get("/@ann/").text
    moderation.undo(entry, by=moderator, reason="", at=NOON)
    assert COVER not in client.get("/@ann/").text
