"""What I follow: /following/."""

import pytest

from bookmarks.models import Collection, Follow, Tag
from bookmarks.search.indexing import sweep
from bookmarks.tagging.aliases import add_alias
from tests.factories import NOON, BookmarkFactory, CollectionFactory, FollowFactory, MemberFactory
from tests.web.pages import soup, titles, words

PAGE = "/following/"


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def shelf(bob):
    return CollectionFactory(owner=bob, title="Bob's shelf")


def shown(client, **query):
    return soup(client.get(PAGE, query))


def test_it_shows_the_newest_of_what_is_followed_and_why(client, ann, bob, stranger, shelf):
    FollowFactory(follower=ann, collection=shelf)
    FollowFactory(follower=ann, person=stranger)
    BookmarkFactory(owner=bob, title="In the shelf", collections=[shelf])
    BookmarkFactory(owner=bob, title="Elsewhere")
    BookmarkFactory(owner=stranger, title="The stranger's")
    page = shown(client)
    assert titles(page) == ["The stranger's", "In the shelf"]
    assert [words(why) for why in page.select(".why")] == [
        "You follow: by stranger",
        "You follow: in Bob’s Bob's shelf",
    ]


def test_what_two_things_lead_to_is_shown_once_with_both(client, ann, bob, shelf):
    FollowFactory(follower=ann, collection=shelf)
    FollowFactory(follower=ann, person=bob)
    BookmarkFactory(owner=bob, collections=[shelf])
    [why] = shown(client).select(".why")
    assert words(why) == "You follow: in Bob’s Bob's shelf , by Bob"


@pytest.mark.parametrize("audience", ["private", "unlisted"])
def test_a_collection_that_closes_leads_to_nothing_more(client, ann, bob, shelf, audience):
    FollowFactory(follower=ann, collection=shelf)
    BookmarkFactory(owner=bob, audience="collections", collections=[shelf])
    assert len(titles(shown(client))) == 1
    Collection.objects.update(audience=audience)
    assert len(titles(shown(client))) == (1 if audience == "unlisted" else 0)


def test_ones_own_and_private_things_are_not_news(client, ann, bob, shelf):
    FollowFactory(follower=ann, collection=shelf)
    FollowFactory(follower=ann, person=bob)
    MemberFactory(collection=shelf, person=ann, role="editor")
    BookmarkFactory(owner=ann, collections=[shelf])
    BookmarkFactory(owner=bob, audience="private", collections=[shelf])
    BookmarkFactory(owner=bob, audience="collections")
    assert not titles(shown(client))


def test_a_tag_leads_to_what_anybody_lists_with_it_or_below(client, ann, bob):
    FollowFactory(follower=ann, tag=Tag.objects.named(["Web"])[0])
    BookmarkFactory(owner=bob, title="Tagged", tags=["web"])
    BookmarkFactory(owner=bob, title="Below", tags=["web/css"])
    BookmarkFactory(owner=bob, title="Apart", tags=["webs"])
    for audience in ("private", "collections"):
        BookmarkFactory(owner=bob, audience=audience, tags=["web"])
    sweep()
    page = shown(client)
    assert titles(page) == ["Below", "Tagged"]
    assert [words(why) for why in page.select(".why")] == ["You follow: #Web"] * 2


def test_what_another_name_of_a_tag_leads_to_is_there_too(client, ann, bob):
    FollowFactory(follower=ann, tag=Tag.objects.named(["javascript"])[0])
    add_alias(None, "js", "javascript")
    BookmarkFactory(owner=bob, title="Short", tags=["js"])
    sweep()
    assert titles(shown(client)) == ["Short"]


def test_what_is_followed_is_listed_with_its_way(client, ann, bob, stranger, shelf):
    FollowFactory(follower=ann, collection=shelf)
    FollowFactory(follower=ann, person=stranger)
    links = shown(client).select(".more .chips a")
    assert [a["href"] for a in links] == ["/@stranger/", shelf.get_absolute_url()]


@pytest.mark.parametrize("closed", [{"audience": "private"}, {"hidden_at": NOON}])
def test_what_has_closed_is_named_no_more(client, ann, shelf, closed):
    FollowFactory(follower=ann, collection=shelf)
    Collection.objects.update(title="Gone private", **closed)
    assert "Gone private" not in shown(client).text


def test_nothing_followed_and_nothing_new_are_said_apart(client, ann, bob):
    assert "You follow nothing yet" in words(shown(client).select_one(".empty"))
    FollowFactory(follower=ann, person=bob)
    assert words(shown(client).select_one(".empty")) == "Nothing new from them yet."


def test_thirty_make_a_page_without_a_count(client, ann, bob):
    FollowFactory(follower=ann, person=bob)
    BookmarkFactory.create_batch(31, owner=bob)
    first = shown(client)
    second = soup(client.get(PAGE + first.select_one("a[rel=next]")["href"]))
    assert (len(titles(first)), len(titles(second))) == (30, 1)
    assert first.select_one(".toolbar-count") is None


def test_the_next_thing_saved_comes_after_the_button_was_pressed(client, ann, bob, shelf):
    client.post("/@bob/bobs-shelf/follow/", {"action": "follow"})
    assert Follow.objects.get().collection == shelf
    BookmarkFactory(owner=bob, title="New", collections=[shelf])
    assert titles(shown(client)) == ["New"]
    client.post("/@bob/bobs-shelf/follow/", {"action": "unfollow"})
    assert not titles(shown(client))
