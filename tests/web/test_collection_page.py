"""A collection's page as its readers see it: /@handle/slug/."""

import pytest

from bookmarks.models import Collection
from bookmarks.models.bookmark import Bookmark
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    MemberFactory,
    minutes_after_noon,
)
from tests.web.pages import soup, titles, words

PAGE = "/@ann/shelf/"


@pytest.fixture
def shelf(ann):
    return CollectionFactory(owner=ann, title="Shelf", icon="🌳")


@pytest.fixture
def three(ann, shelf):
    """In the order of their saving: Cherry, apple, Birch."""
    return [
        BookmarkFactory(owner=ann, title=title, collections=[shelf], saved_at=minutes_after_noon(n))
        for n, title in enumerate(("Cherry", "apple", "Birch"))
    ]


def shown(client, **query):
    return soup(client.get(PAGE, query))


def test_the_path_leads_from_the_person_through_what_it_lies_in(client, ann, shelf):
    inner = CollectionFactory(owner=ann, title="Inner", parent=shelf)
    CollectionFactory(owner=ann, title="Innermost", parent=inner)
    path = soup(client.get("/@ann/innermost/")).select(".crumbs a")
    assert [a["href"] for a in path] == ["/@ann/", "/@ann/shelf/", "/@ann/inner/"]


def test_the_path_names_no_collection_that_its_reader_may_not_open(client, ann, shelf):
    Collection.objects.update(audience="private")
    CollectionFactory(owner=ann, title="Open", parent=shelf)
    page = soup(client.get("/@ann/open/"))
    assert [a["href"] for a in page.select(".crumbs a")] == ["/@ann/"]
    assert "Shelf" not in page.text


def test_the_sign_stands_before_the_title_and_is_not_read_out(client, shelf):
    heading = shown(client).h1
    assert words(heading) == "🌳 Shelf" or words(heading) == "🌳Shelf"
    assert heading.select_one("[aria-hidden=true]").text == "🌳"


def test_markdown_describes_it_and_what_people_write_is_no_html(client, shelf):
    Collection.objects.update(description="# Trees\n\n<b>bold</b> [more](https://example.org/)")
    described = shown(client).select_one(".heading-lead")
    assert described.h2.text == "Trees"
    assert described.b is None
    assert described.a["rel"] == ["nofollow", "noopener", "noreferrer", "ugc"]


@pytest.mark.parametrize(("n", "said"), [(0, "0 bookmarks"), (1, "1 bookmark"), (2, "2 bookmarks")])
def test_it_says_how_many_bookmarks_it_has(client, ann, shelf, n, said):
    BookmarkFactory.create_batch(n, owner=ann, collections=[shelf])
    assert words(shown(client).select_one(".toolbar-count")) == said


def test_what_lies_inside_is_listed_with_its_number_and_read_in_the_whole(client, ann, shelf):
    inner = CollectionFactory(owner=ann, title="Inner", parent=shelf)
    deep = CollectionFactory(owner=ann, title="Deep", parent=inner)
    BookmarkFactory(owner=ann, title="In deep", collections=[deep])
    BookmarkFactory(owner=ann, title="In inner", collections=[inner])
    page = shown(client)
    assert [a["href"] for a in page.select(".index a")] == ["/@ann/inner/"]
    assert words(page.select_one(".index-count")) == "2 bookmarks"
    assert titles(page) == ["In inner", "In deep"]
    assert [words(a) for a in page.select("a.fact[href^='/@ann/']")] == ["Inner", "Deep"]


def test_a_bookmark_in_two_of_them_is_read_once(client, ann, shelf):
    inner = CollectionFactory(owner=ann, title="Inner", parent=shelf)
    BookmarkFactory(owner=ann, title="Twice", collections=[shelf, inner])
    page = shown(client)
    assert titles(page) == ["Twice"]
    assert words(page.select_one(".toolbar-count")) == "1 bookmark"


@pytest.mark.parametrize("audience", ["private", "unlisted"])
def test_what_lies_inside_and_is_not_listed_stays_out(client, ann, shelf, audience):
    inner = CollectionFactory(owner=ann, title="Inner", parent=shelf, audience=audience)
    BookmarkFactory(owner=ann, audience="collections", collections=[inner])
    assert not titles(shown(client))
    assert "Inner" not in shown(client).text


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["Birch", "apple", "Cherry"]),
        ("oldest", ["Cherry", "apple", "Birch"]),
        ("a-z", ["apple", "Birch", "Cherry"]),
        ("z-a", ["Cherry", "Birch", "apple"]),
        ("custom", ["apple", "Cherry", "Birch"]),
    ],
)
def test_it_is_sorted_as_its_reader_or_else_its_owner_wants(client, shelf, three, sort, order):
    for position, bookmark in zip((20, 30, 10), three, strict=True):
        bookmark.items.update(position=position)
    assert titles(shown(client, sort=sort)) == order
    Collection.objects.update(default_sort=sort)
    assert titles(shown(client)) == order


def test_the_menu_of_sorts_is_of_links_and_marks_the_present_one(client, shelf, three):
    choices = shown(client, sort="a-z", view="cards").select(".toolbar .menu-sheet a")
    assert {words(a) for a in choices} == {"Newest", "Oldest", "A–Z", "Z–A", "Custom order"}
    assert [words(a) for a in choices if a.get("aria-current")] == ["A–Z"]
    assert all("view=cards" in a["href"] for a in choices)


@pytest.mark.parametrize("view", Collection.View.values)
def test_its_owner_chooses_the_view_and_its_reader_another(client, shelf, three, view):
    Collection.objects.update(default_view=view)
    assert shown(client).select_one(f".entries-{view}")
    assert shown(client, view="headlines").select_one(".entries-headlines")
    assert len(shown(client).select(".views a")) == 4


def test_what_is_hidden_in_one_view_stays_in_the_others(client, shelf, three):
    Collection.objects.update(hidden_fields={"cards": ["cover", "excerpt"]})
    cards = shown(client, view="cards")
    assert not cards.select(".cover, .excerpt")
    assert shown(client, view="list").select(".cover")


def test_a_headline_has_beside_it_what_it_leaves_out(client, ann, shelf):
    BookmarkFactory(owner=ann, collections=[shelf], note="My **own** words.")
    beside = ".entry-headline .preview"
    assert words(shown(client, view="headlines").select_one(beside)) == "My own words."
    Collection.objects.update(hidden_fields={"headlines": ["note", "excerpt", "cover"]})
    assert words(shown(client, view="headlines").select_one(beside)) == ""


def test_a_hidden_note_gives_way_to_the_excerpt(client, ann, shelf):
    BookmarkFactory(owner=ann, collections=[shelf], note="My own words.")
    Collection.objects.update(hidden_fields={"list": ["note"]})
    assert "My own words." not in shown(client).text
    assert "What the page says of itself." in shown(client).text


def test_thirty_make_a_page_and_links_lead_through_all_of_them(client, ann, shelf):
    BookmarkFactory.create_batch(65, owner=ann, collections=[shelf])
    seen, page, counts = [], shown(client), []
    while True:
        seen, counts = seen + titles(page), [*counts, len(titles(page))]
        link = page.select_one("a[rel=next]")
        if link is None:
            break
        page = soup(client.get(PAGE + link["href"]))
    assert counts == [30, 30, 5]
    assert len(set(seen)) == 65
    assert page.select_one("a[rel=prev]")
    assert page.find("a", string="First page")["href"] == "?"


@pytest.mark.parametrize(("asked", "got"), [(1, 1), (50, 50)])
def test_a_reader_may_ask_for_up_to_fifty(client, ann, shelf, asked, got):
    BookmarkFactory.create_batch(51, owner=ann, collections=[shelf])
    page = shown(client, per_page=asked)
    assert len(titles(page)) == got
    assert f"per_page={asked}" in page.select_one("a[rel=next]")["href"]


def test_the_way_back_shows_what_was_there(client, shelf, three):
    first = shown(client, per_page=1)
    second = soup(client.get(PAGE + first.select_one("a[rel=next]")["href"]))
    assert titles(second) == ["apple"]
    back = soup(client.get(PAGE + second.select_one("a[rel=prev]")["href"]))
    assert titles(back) == titles(first) == ["Birch"]


def test_the_next_page_comes_by_itself_where_there_are_scripts(client, shelf, three):
    link = shown(client, per_page=1).select_one("a[rel=next]")
    assert link["data-hx-get"] == link["href"]
    assert link["data-hx-trigger"] == "click, read-on"
    assert shown(client).select_one(link["data-hx-target"])


def test_a_place_beyond_the_end_says_so(client, shelf, three):
    last = shown(client, per_page=1, sort="oldest").select_one("a[rel=next]")["href"]
    Bookmark.objects.all().delete()
    page = soup(client.get(PAGE + last))
    assert "The list ends before this place." in page.text


def test_what_a_member_added_says_so_in_every_view(client, ann, bob, shelf):
    MemberFactory(collection=shelf, person=bob, role="editor")
    for owner in (ann, bob):
        BookmarkFactory(owner=owner, collections=[shelf])
    for view in Collection.View.values:
        people = shown(client, view=view).select(".facts a[href='/@bob/'], .facts a[href='/@ann/']")
        assert [words(a) for a in people] == ["Bob"], view


@pytest.mark.parametrize("kind", ["article", "image", "video", "audio", "document", "book"])
def test_an_entry_says_what_kind_of_thing_it_is(client, ann, shelf, kind):
    BookmarkFactory(owner=ann, collections=[shelf], link=LinkFactory(kind=kind))
    page = shown(client)
    assert kind.title() in words(page.select_one(".facts"))
    assert page.select_one(".cover .kind svg")


def test_an_empty_one_says_so(client, shelf):
    assert words(shown(client).select_one(".empty")) == "Nothing here yet."


def test_its_followers_are_counted(client, shelf, bob, stranger):
    FollowFactory(follower=bob, collection=shelf)
    assert "1 follower" in words(shown(client).select_one(".heading-facts"))
    FollowFactory(follower=stranger, collection=shelf)
    assert "2 followers" in words(shown(client).select_one(".heading-facts"))


@pytest.mark.parametrize(
    "change", [{"audience": "private"}, {"hidden_at": NOON}], ids=["private", "hidden"]
)
def test_what_is_not_open_is_not_there(client, stranger, shelf, change):
    Collection.objects.update(**change)
    assert client.get(PAGE).status_code == 404
    client.force_login(stranger)
    assert client.get(PAGE).status_code == 404


def test_the_page_of_an_unverified_person_is_not_public(client, unverified, stranger):
    shelf = CollectionFactory(owner=unverified, title="Shelf")
    assert client.get(shelf.get_absolute_url()).status_code == 404
    client.force_login(unverified)
    assert client.get(shelf.get_absolute_url()).status_code == 200
