"""Collections as their owner handles them: made, changed, nested, deleted."""

import pytest

from bookmarks.models import Bookmark, Collection
from tests.factories import BookmarkFactory, CollectionFactory, FollowFactory, MemberFactory
from tests.web.pages import soup, titles, typed, words


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def shelf(ann):
    return CollectionFactory(owner=ann, title="Shelf")


def made(client, **fields):
    return client.post("/collections/new/", {**typed(client.get("/collections/new/")), **fields})


def change(client, path="/@ann/shelf/edit/", **fields):
    return client.post(path, {**typed(client.get(path)), **fields})


def test_a_title_is_enough(client, ann):
    answer = made(client, title="Old Oaks & Ash")
    shelf = Collection.objects.get()
    assert answer.url == "/@ann/old-oaks-ash/"
    assert (shelf.owner, shelf.audience, shelf.parent) == (ann, "public", None)
    assert (shelf.default_view, shelf.default_sort, shelf.is_on_profile) == ("list", "newest", True)


def test_a_title_twice_and_a_reserved_one_get_addresses_of_their_own(client):
    addresses = [made(client, title=title).url for title in ("Oak", "oak!", "Edit", "木", "木")]
    assert addresses == [
        "/@ann/oak/", "/@ann/oak-2/", "/@ann/edit-2/", "/@ann/collection/", "/@ann/collection-2/"
    ]  # fmt: skip


def test_everything_of_it_can_be_chosen(client, shelf):
    made(
        client, title="Inner", slug="in", description="*Mine*", icon="🌳", audience="unlisted",
        parent=shelf.pk, is_on_profile=[], default_view="moodboard", default_sort="custom",
        hide_cards=["note", "tags"], hide_list=["cover"],
    )  # fmt: skip
    inner = Collection.objects.get(slug="in")
    assert (inner.description, inner.icon, inner.audience) == ("*Mine*", "🌳", "unlisted")
    assert (inner.parent, inner.is_on_profile) == (shelf, False)
    assert (inner.default_view, inner.default_sort) == ("moodboard", "custom")
    assert inner.hidden_fields == {"cards": ["note", "tags"], "list": ["cover"]}


def test_the_form_shows_what_is_kept_and_keeps_what_it_shows(client, shelf):
    Collection.objects.update(hidden_fields={"cards": ["note"]}, icon="🌳", default_sort="z-a")
    before = Collection.objects.values().get()
    assert change(client).url == "/@ann/shelf/"
    after = Collection.objects.values().get()
    assert after.pop("changed_at") != before.pop("changed_at")
    assert after == before


def test_a_new_one_can_begin_inside_another(client, shelf, bob):
    theirs = CollectionFactory(owner=bob)
    page = client.get("/collections/new/", {"inside": shelf.pk})
    assert typed(page)["parent"] == str(shelf.pk)
    assert typed(client.get("/collections/new/", {"inside": theirs.pk}))["parent"] == ""


def test_it_is_moved_in_the_tree_and_offered_only_where_it_may_lie(client, ann, shelf):
    inner = CollectionFactory(owner=ann, title="Inner", parent=shelf)
    other = CollectionFactory(owner=ann, title="Other")
    places = soup(client.get("/@ann/shelf/edit/")).select("#id_parent option")
    assert [place["value"] for place in places] == ["", str(other.pk)]
    change(client, parent=other.pk)
    change(client, path="/@ann/inner/edit/", parent="")
    shelf.refresh_from_db()
    inner.refresh_from_db()
    assert (shelf.parent, inner.parent) == (other, None)


def test_a_private_one_shuts_out_and_opens_again(client, shelf, bob):
    change(client, audience="private")
    client.force_login(bob)
    assert client.get("/@ann/shelf/").status_code == 404
    client.force_login(shelf.owner)
    change(client, audience="unlisted")
    client.logout()
    assert client.get("/@ann/shelf/").status_code == 200
    assert "Shelf" not in client.get("/@ann/").text


def test_it_can_be_kept_off_the_page_of_its_owner(client, shelf):
    assert "Shelf" in client.get("/@ann/").text
    change(client, is_on_profile=[])
    client.logout()
    assert "Shelf" not in client.get("/@ann/").text
    assert client.get("/@ann/shelf/").status_code == 200


def test_my_collections_are_a_tree_with_their_numbers(client, ann, shelf):
    inner = CollectionFactory(owner=ann, title="Inner", parent=shelf, audience="private")
    BookmarkFactory(owner=ann, collections=[inner])
    lines = soup(client.get("/collections/")).select(".index li")
    assert [words(line.select_one(".index-name")) for line in lines] == ["Shelf", "Inner"]
    assert [line["class"] for line in lines] == [["depth-0"], ["depth-1"]]
    assert words(lines[1]) == "Inner private 1 bookmark"


def test_what_others_share_with_me_is_named_apart(client, ann, bob):
    MemberFactory(collection=CollectionFactory(owner=bob, title="Bob's"), person=ann)
    CollectionFactory(owner=bob, title="Not mine")
    section = soup(client.get("/collections/")).find("h2", string="Shared with me").parent
    assert words(section.select_one(".index-name")) == "Bob's"
    assert "Not mine" not in client.get("/collections/").text


def test_deleting_asks_first_and_leaves_bookmarks_and_what_lay_inside(client, ann, shelf):
    CollectionFactory(owner=ann, title="Inner", parent=shelf)
    BookmarkFactory(owner=ann, title="Oak", collections=[shelf])
    assert "The bookmarks stay" in client.get("/@ann/shelf/delete/").text
    assert Collection.objects.count() == 2
    answer = client.post("/@ann/shelf/delete/", follow=True)
    assert "“Shelf” is deleted; its bookmarks stay." in answer.text
    assert Collection.objects.get().parent is None
    assert titles(soup(client.get("/library/"))) == ["Oak"]
    assert client.get("/@ann/shelf/").status_code == 404


@pytest.mark.parametrize("verb", ["edit", "delete", "members"])
@pytest.mark.parametrize("who", ["bob", "editor"])
def test_only_its_owner_manages_it(client, shelf, bob, verb, who):
    if who == "editor":
        MemberFactory(collection=shelf, person=bob, role="editor")
    client.force_login(bob)
    path = f"/@ann/shelf/{verb}/"
    assert client.get(path).status_code == 404
    assert client.post(path, {"title": "Taken"}).status_code == 404
    assert Collection.objects.get().title == "Shelf"


OWNERS = ["Add a link", "Share", "Edit", "Members", "New one inside", "Put in order", "Export",
          "Activity", "Delete"]  # fmt: skip
EDITORS = ["Add a link", "Follow", "Share", "Put in order", "Copy all to mine", "Export",
           "Activity", "Leave", "Report"]  # fmt: skip


def test_each_reader_is_offered_what_they_may_do(client, shelf, bob, stranger):
    MemberFactory(collection=shelf, person=bob, role="editor")

    def offered():
        page = soup(client.get("/@ann/shelf/")).select_one(".heading .buttons")
        return [words(tag) for tag in page.select("a, button:not([hidden])")]

    assert offered() == OWNERS
    client.force_login(bob)
    assert offered() == EDITORS
    client.force_login(stranger)
    assert offered() == ["Follow", "Share", "Copy all to mine", "Export", "Report"]


def test_a_link_is_added_from_the_page_of_the_collection(client, shelf):
    add = soup(client.get("/@ann/shelf/")).select_one(".heading .buttons a")
    form = typed(client.get(add["href"])) | {"url": "https://example.org/oak"}
    client.post("/save/", form)
    assert list(Bookmark.objects.get().collections.all()) == [shelf]


def test_it_is_followed_and_left_by_one_button(client, shelf, bob):
    client.force_login(bob)
    for action, n in (("follow", 1), ("follow", 1), ("unfollow", 0), ("unfollow", 0)):
        client.post("/@ann/shelf/follow/", {"action": action})
        assert bob.follows.count() == n
    FollowFactory(follower=bob, collection=shelf)
    heading = soup(client.get("/@ann/shelf/")).select_one(".heading")
    assert "Following" in words(heading.select_one("form button:not([hidden])"))


def test_nobody_follows_their_own(client, ann, shelf):
    answer = client.post("/@ann/shelf/follow/", follow=True)
    assert "This collection is your own." in answer.text
    assert not ann.follows.exists()
