"""Changing many bookmarks, as a person without JavaScript does it."""

import pytest

from bookmarks.bulk import working
from bookmarks.bulk.tasks import work_on_change
from bookmarks.models import Bookmark, BulkChange
from bookmarks.search.indexing import index_bookmarks
from tests.factories import BookmarkFactory, CollectionFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(working, "publish", lambda change_id: None)


@pytest.fixture
def as_ann(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def several(ann):
    return [BookmarkFactory(owner=ann, title=f"Number {n}") for n in range(5)]


def preview(client, path, **form):
    response = client.post(path, form)
    assert response.status_code == 302
    return response["Location"]


def text(response):
    return response.content.decode()


def test_from_ticked_boxes_to_tags_and_back(as_ann, several):
    page = text(as_ann.get("/library/?select=1"))
    assert page.count('name="b"') == 5
    keys = [bookmark.key for bookmark in several[:2]]
    address = preview(as_ann, "/library/bulk/", b=keys, action="tag", tags="red, blue")
    shown = text(as_ann.get(address))
    assert "Number 0" in shown
    assert "Change 2 bookmarks" in shown
    assert not several[0].taggings.exists()
    done = as_ann.post(address, {"next": "/library/?show=all"}, follow=True)
    assert done.redirect_chain == [("/library/?show=all", 302)]
    assert "The tags of 2 bookmarks changed." in text(done)
    assert several[0].tag_names == ["blue", "red"]
    undone = as_ann.post(f"{address}undo/", follow=True)
    assert "Undone: 2 bookmarks are as they were." in text(undone)
    assert not several[0].taggings.exists()


def test_all_that_a_list_holds_is_what_its_address_means(as_ann, ann, several):
    Bookmark.objects.filter(pk__in=[b.pk for b in several[:3]]).update(is_to_read=True)
    address = preview(as_ann, "/library/bulk/?show=to-read&per_page=1", all="yes", action="read")
    assert "Change 3 bookmarks" in text(as_ann.get(address))
    response = as_ann.post(address, {"next": BulkChange.objects.get().origin})
    assert response["Location"] == "/library/?show=to-read&per_page=1"
    assert not Bookmark.objects.filter(is_to_read=True).exists()


def test_all_that_a_search_finds(as_ann, ann):
    found = BookmarkFactory(owner=ann, title="Sourdough")
    other = BookmarkFactory(owner=ann, title="Soup")
    index_bookmarks([found.pk, other.pk])
    address = preview(as_ann, "/library/bulk/?q=sourdough", all="yes", action="favorite")
    as_ann.post(address)
    assert list(Bookmark.objects.filter(is_favorite=True)) == [found]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"action": "tag", "tags": ""}, "Type at least one tag."),
        ({"action": "tag", "tags": "x" * 300}, "has 300 letters"),
        ({"action": "move"}, "Choose a collection."),
        ({"action": "add", "collection": "9" * 30}, "Select a valid choice"),
        ({"action": "audience"}, "Choose who sees them."),
        ({"action": "explode"}, "Select a valid choice"),
        ({"action": "delete"}, "Select a valid choice"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_the_choice_is_kept(as_ann, several, form, words):
    response = as_ann.post("/library/bulk/?show=all", form | {"b": several[0].key})
    assert response.status_code == 422
    assert words in text(response)
    assert f'value="{several[0].key}"' in text(response)


def test_nothing_chosen_is_a_mistake(as_ann):
    response = as_ann.post("/library/bulk/", {"action": "trash"})
    assert response.status_code == 422
    assert "Choose some bookmarks first." in text(response)


def test_forged_keys_are_as_if_they_were_not_there(as_ann, bob, several):
    theirs = BookmarkFactory(owner=bob, title="A secret of Bob")
    keys = f"{theirs.key} {several[0].key} {'x' * 400}"
    address = preview(as_ann, "/library/bulk/", b=keys, action="favorite")
    shown = text(as_ann.get(address))
    assert "Change 1 bookmark" in shown
    assert "A secret of Bob" not in shown
    as_ann.post(address)
    theirs.refresh_from_db()
    assert not theirs.is_favorite


def test_anothers_change_is_not_there(client, as_ann, bob, several):
    address = preview(as_ann, "/library/bulk/", all="yes", action="favorite")
    client.force_login(bob)
    for path in (address, f"{address}undo/"):
        assert client.post(path).status_code == 404
    assert client.get(address).status_code == 404
    assert "Mark as favourite" not in text(client.get("/changes/"))
    assert not Bookmark.objects.filter(is_favorite=True).exists()


def test_anothers_collection_is_no_goal(as_ann, bob, several):
    theirs = CollectionFactory(owner=bob, title="Of Bob")
    form = {"b": several[0].key, "action": "add", "collection": theirs.pk}
    assert as_ann.post("/library/bulk/", form).status_code == 422
    assert "Of Bob" not in text(as_ann.get("/library/?select=1"))


def test_a_collection_offers_to_take_out_and_says_what_is_anothers(as_ann, ann, bob):
    shelf = CollectionFactory(owner=ann, slug="shelf")
    MemberFactory(collection=shelf, person=bob, role="editor")
    own = BookmarkFactory(owner=ann, collections=[shelf])
    theirs = BookmarkFactory(owner=bob, collections=[shelf])
    page = text(as_ann.get("/@ann/shelf/?select=1"))
    assert own.key in page
    assert f'value="{theirs.key}"' not in page
    address = preview(as_ann, "/@ann/shelf/bulk/", all="yes", action="remove")
    assert "not yours to change" in text(as_ann.get(address))
    as_ann.post(address)
    assert [item.bookmark_id for item in shelf.items.all()] == [theirs.pk]


def test_who_may_not_add_to_a_collection_cannot_select_there(as_ann, bob):
    CollectionFactory(owner=bob, slug="shelf")
    assert 'id="bulk"' not in text(as_ann.get("/@bob/shelf/?select=1"))
    form = {"all": "yes", "action": "remove"}
    assert as_ann.post("/@bob/shelf/bulk/", form).status_code == 404


def test_the_trash_is_restored_and_deleted_from(as_ann, ann):
    gone = [BookmarkFactory(owner=ann, trashed_at="2026-02-01T12:00Z") for _ in range(3)]
    assert text(as_ann.get("/trash/?select=1")).count('name="b"') == 3
    as_ann.post(preview(as_ann, "/trash/bulk/", b=gone[0].key, action="restore"))
    assert Bookmark.objects.kept().get() == gone[0]
    address = preview(as_ann, "/trash/bulk/", all="yes", action="delete")
    assert "cannot be undone" in text(as_ann.get(address))
    assert "2 bookmarks deleted for good." in text(as_ann.post(address, follow=True))
    assert Bookmark.objects.get() == gone[0]


def test_what_is_long_shows_how_far_it_is(as_ann, several, monkeypatch):
    monkeypatch.setattr(working, "AT_ONCE", 2)
    address = preview(as_ann, "/library/bulk/", all="yes", action="to-read")
    assert as_ann.post(address)["Location"] == address
    page = text(as_ann.get(address))
    assert "0 of 5" in page
    assert 'data-hx-trigger="every 1s"' in page
    work_on_change(BulkChange.objects.get().pk)
    assert "5 bookmarks changed." in text(as_ann.get(address))


def test_the_history_names_what_was_done_and_leads_to_its_undoing(as_ann, several):
    as_ann.post(preview(as_ann, "/library/bulk/", all="yes", action="tag", tags="red"))
    preview(as_ann, "/library/bulk/", all="yes", action="trash")
    page = text(as_ann.get("/changes/"))
    assert "Add tags: red" in page
    assert "Move to the trash" not in page
    change = BulkChange.objects.begun().get()
    as_ann.post(f"/changes/{change.key}/undo/")
    assert "There is nothing to undo." in text(
        as_ann.post(f"/changes/{change.key}/undo/", follow=True)
    )


def test_going_back_leads_to_no_other_site(as_ann, several):
    address = preview(as_ann, "/library/bulk/", all="yes", action="read")
    response = as_ann.post(address, {"next": "https://evil.example/"})
    assert response["Location"] == "/library/"


@pytest.mark.parametrize("path", ["/library/?select=2", "/changes/?after=x", "/trash/?select="])
def test_an_address_that_means_nothing_is_an_error(as_ann, path):
    assert as_ann.get(path).status_code == 400


def test_who_is_signed_out_is_led_to_the_log_in(client):
    assert client.post("/library/bulk/", {"all": "yes"}).status_code == 302
    assert client.get("/changes/")["Location"].startswith("/accounts/login/")
