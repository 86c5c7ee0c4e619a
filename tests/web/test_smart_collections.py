"""Smart collections as people meet them: kept from a search, shown, changed, shared."""

import pytest

from bookmarks.models import Bookmark, Collection, Link
from bookmarks.search.indexing import sweep
from tests.factories import BookmarkFactory, CollectionFactory, FollowFactory, MemberFactory
from tests.web.pages import errors_beside, soup, titles, typed, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def teas(ann):
    BookmarkFactory(owner=ann, title="black tea")
    BookmarkFactory(owner=ann, title="green tea", audience="private")
    BookmarkFactory(owner=ann, title="lunch")
    swept()
    return CollectionFactory(owner=ann, title="Teas", query="tea")


def swept():
    while sweep():
        pass


def made(client, query, title="Teas", **fields):
    form = typed(client.get("/collections/new/", {"query": query}))
    return client.post("/collections/new/", {**form, "title": title, **fields})


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("?q=green+tea", "green tea"),
        ("?q=tea&show=to-read", "is:toread tea"),
        ("?show=favorites", "is:favorite"),
        ("?tag=web+design&q=tea+OR+coffee", '#"web design" (tea OR coffee)'),
    ],
)
def test_what_the_library_shows_is_kept_as_a_collection(client, ann, asked, query):
    BookmarkFactory(owner=ann, title="tea", tags=["web design"])
    keep = soup(client.get(f"/library/{asked}")).select_one(".search-keep a")
    form = typed(client.get(keep["href"]))
    assert form["query"] == query
    answer = client.post("/collections/new/", {**form, "title": "Kept"})
    assert (answer.url, Collection.objects.get().query) == ("/@ann/kept/", query)


@pytest.mark.parametrize(
    "asked", ["", "?show=unsorted", "?q=created:never", "?show=unsorted&q=tea"]
)
def test_what_no_search_says_is_not_offered_to_be_kept(client, asked):
    assert soup(client.get(f"/library/{asked}")).select(".search-keep") == []


def test_its_page_shows_what_is_found(client, teas):
    page = soup(client.get("/@ann/teas/"))
    assert titles(page) == ["green tea", "black tea"]
    assert words(page.select_one(".toolbar-count")) == "2 bookmarks"
    assert "Filled by a search" in words(page.select_one(".heading-facts"))
    assert page.select_one(".heading-facts a")["href"] == "/library/?q=tea"


def test_a_visitor_reads_what_they_may_see_and_nothing_of_the_search(client, ann, teas):
    Collection.objects.update(query="tea -secretword")
    client.logout()
    text = client.get("/@ann/teas/").text
    assert titles(soup(client.get("/@ann/teas/"))) == ["black tea"]
    assert "Filled by a search" in text
    assert "secretword" not in text
    assert "<mark" not in text


def test_its_words_are_marked_only_where_a_reader_looks_for_them(client, teas):
    assert soup(client.get("/@ann/teas/")).select("mark") == []
    assert soup(client.get("/@ann/teas/?q=black")).select("mark")


@pytest.mark.parametrize("view", ["list", "cards", "headlines", "moodboard"])
@pytest.mark.parametrize("sort", ["newest", "oldest", "a-z", "z-a"])
def test_every_view_and_order_of_a_list_is_there(client, teas, view, sort):
    page = soup(client.get(f"/@ann/teas/?view={view}&sort={sort}&per_page=1"))
    following = page.select_one(".pager a[rel=next]") or page.find("a", rel="next")
    other = soup(client.get("/@ann/teas/" + following["href"]))
    assert {*titles(page), *titles(other)} == {"black tea", "green tea"}


def test_there_is_no_order_by_hand(client, teas):
    assert client.get("/@ann/teas/?sort=custom").status_code == 400
    assert client.get("/@ann/teas/order/").status_code == 404
    offered = [words(a) for a in soup(client.get("/@ann/teas/")).select(".heading .buttons a")]
    assert offered == ["Share", "Edit", "Members", "Export", "Delete"]


def test_nobody_is_offered_to_put_a_bookmark_in(client, ann, teas):
    CollectionFactory(owner=ann, title="Shelf")
    labels = soup(client.get("/save/")).select("#id_collections label")
    assert [words(label) for label in labels] == ["Shelf"]
    sent = {"url": "https://example.org/x", "audience": "public", "collections": [teas.pk]}
    answer = client.post("/save/", sent)
    assert answer.status_code == 422
    assert errors_beside(answer, "collections")


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ('tea "open', "The quotation mark is never closed."),
        ("created:never", "never is no date."),
        ("is:lost", "is: does not know “lost”."),
        ("!!!", "There is no word here that could be looked for."),
        ("by:bob", "Only your own bookmarks are looked through"),
        ("tea" * 400, "at most 1000 characters"),
    ],
)
def test_a_mistake_in_the_search_is_said_beside_it_and_nothing_is_lost(client, query, reason):
    answer = made(client, query)
    assert answer.status_code == 422
    assert reason in errors_beside(answer, "query")
    assert typed(answer)["query"] == query
    assert not Collection.objects.exists()


def test_a_new_smart_one_needs_a_search(client):
    page = client.get("/collections/new/?query=")
    assert words(soup(page).h1) == "New smart collection"
    answer = client.post("/collections/new/?query=", {**typed(page), "title": "Teas"})
    assert errors_beside(answer, "query") == "This field is required."
    assert not Collection.objects.exists()


def test_a_mistake_is_marked_where_it_is_and_stays_text(client):
    answer = made(client, "tea is:<b>")
    marked = soup(answer).select_one("#id_query_error mark")
    assert words(marked) == "is:<b>"


def test_an_order_by_hand_is_refused(client):
    answer = made(client, "tea", default_sort="custom")
    assert "no order of its own" in errors_beside(answer, "default_sort")


def test_its_search_is_changed_and_never_emptied(client, teas):
    form = typed(client.get("/@ann/teas/edit/"))
    assert form["query"] == "tea"
    client.post("/@ann/teas/edit/", {**form, "query": "lunch"})
    assert titles(soup(client.get("/@ann/teas/"))) == ["lunch"]
    assert errors_beside(client.post("/@ann/teas/edit/", {**form, "query": ""}), "query")


def test_one_that_is_filled_by_hand_stays_so(client, ann):
    CollectionFactory(owner=ann, title="Shelf")
    form = typed(client.get("/@ann/shelf/edit/"))
    assert "query" not in form
    client.post("/@ann/shelf/edit/", {**form, "query": "tea"})
    assert not Collection.objects.get().is_smart


def test_nothing_is_offered_to_lie_inside_it(client, ann, teas):
    shelf = CollectionFactory(owner=ann, title="Shelf")
    inside = soup(client.get("/collections/new/")).select("#id_parent option")
    assert [place["value"] for place in inside] == ["", str(shelf.pk)]
    form = typed(client.get("/collections/new/")) | {"title": "In", "parent": teas.pk}
    assert errors_beside(client.post("/collections/new/", form), "parent")


def test_lists_name_it_with_its_sign_and_number(client, ann, teas):
    line = soup(client.get("/collections/")).select_one(".index li")
    assert words(line) == "Teas filled by a search 2 bookmarks"
    client.logout()
    line = soup(client.get("/@ann/")).select_one(".index li")
    assert words(line) == "Teas filled by a search"


def test_a_private_one_is_its_members(client, ann, bob, teas):
    Collection.objects.update(audience="private")
    client.force_login(bob)
    assert client.get("/@ann/teas/").status_code == 404
    MemberFactory(collection=teas, person=bob)
    assert titles(soup(client.get("/@ann/teas/"))) == ["black tea"]


def test_members_of_it_may_look_and_no_more(client, ann, bob, teas):
    page = soup(client.get("/@ann/teas/members/"))
    assert [option["value"] for option in page.select("#id_role option")] == ["viewer"]
    refused = client.post("/@ann/teas/members/", {"handle": "bob", "role": "editor"})
    assert errors_beside(refused, "role")
    MemberFactory(collection=teas, person=bob)
    assert "Let them add" not in client.get("/@ann/teas/members/").text


def test_it_is_followed_like_any_other(client, bob, teas):
    client.force_login(bob)
    client.post("/@ann/teas/follow/", {"action": "follow"})
    page = soup(client.get("/following/"))
    assert titles(page) == ["black tea"]
    assert "Teas" in words(page.select_one(".entry"))


def test_what_a_page_is_read_to_be_later_is_seen_on_kept_pages(client, ann, teas):
    """The index follows what a page says in a moment of its own."""
    client.logout()
    for _visit in range(2):
        assert titles(soup(client.get("/@ann/teas/"))) == ["black tea"]
        Link.objects.filter(bookmarks__title="lunch").update(excerpt="Best with tea.")
    swept()
    assert titles(soup(client.get("/@ann/teas/"))) == ["lunch", "black tea"]


def test_what_becomes_private_is_gone_from_kept_pages_at_once(client, teas):
    client.logout()
    assert titles(soup(client.get("/@ann/teas/"))) == ["black tea"]
    Bookmark.objects.update(audience="private")
    assert titles(soup(client.get("/@ann/teas/"))) == []
    assert "Nothing is found yet." in client.get("/@ann/teas/").text


def test_an_end_of_following_and_a_deletion_leave_the_bookmarks(client, bob, teas):
    FollowFactory(follower=bob, collection=teas)
    client.post("/@ann/teas/delete/")
    assert (Collection.objects.count(), Bookmark.objects.count()) == (0, 3)
    client.force_login(bob)
    assert titles(soup(client.get("/following/"))) == []


def test_all_that_it_finds_is_changed_at_once_by_its_owner_alone(client, bob, teas):
    asked = {"action": "tag", "tags": "drinks", "all": "yes"}
    page = soup(client.get("/@ann/teas/?select=1"))
    offered = {option["value"] for option in page.select("[name=action] option")}
    assert "tag" in offered
    assert not {"move", "remove"} & offered
    answer = client.post("/@ann/teas/bulk/?sort=a-z", asked)
    assert "2" in client.get(answer.url).text
    client.force_login(bob)
    assert client.post("/@ann/teas/bulk/", asked).status_code == 404
