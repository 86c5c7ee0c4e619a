"""What I follow: /following/."""

import pytest

from bookmarks import followed
from bookmarks.following import block_person, mark_seen
from bookmarks.models import Bookmark, Collection, Follow, Tag
from bookmarks.search.indexing import sweep
from bookmarks.tagging.aliases import add_alias
from linkshare.kit.paging import Cursor
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    MemberFactory,
    PersonFactory,
    minutes_after_noon,
)
from tests.web.pages import soup, titles, words

PAGE = "/following/"
MANAGE = "/following/manage/"


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


def test_what_became_an_alias_leads_to_the_tag_it_stands_for(client, ann, bob):
    FollowFactory(follower=ann, tag=Tag.objects.named(["js"])[0])
    add_alias(None, "js", "javascript")
    BookmarkFactory(owner=bob, title="Long", tags=["javascript"])
    sweep()
    assert titles(shown(client)) == ["Long"]


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


# --- What of it was seen -----------------------------------------------------------------------


def above_and_below(page):
    """Titles of the new and of those that were seen before."""
    line = page.select_one(".seen-line")
    below = [li.text.strip() for li in line.find_all_next(class_="entry-title")] if line else []
    return titles(page)[: -len(below) or None], below


def mark(client, page):
    up_to = page.select_one("input[name=up_to]")["value"]
    return client.post("/following/seen/", {"up_to": up_to})


def test_a_line_divides_what_is_new_from_what_was_seen(client, ann, bob):
    FollowFactory(follower=ann, person=bob)
    for n in range(2):
        BookmarkFactory(owner=bob, title=f"Old {n}", saved_at=minutes_after_noon(n))
    mark(client, shown(client))
    page = shown(client)
    assert words(page.select_one(".heading-facts")) == "Nothing new since you looked last."
    assert not page.select(".seen-line, input[name=up_to]")
    BookmarkFactory(owner=bob, title="New", saved_at=minutes_after_noon(5))
    page = shown(client)
    assert above_and_below(page) == (["New"], ["Old 1", "Old 0"])
    assert words(page.select_one(".heading-facts")) == "1 new"


def test_the_line_never_moves_back_to_what_is_older(client, ann, bob):
    FollowFactory(follower=ann, person=bob)
    BookmarkFactory.create_batch(31, owner=bob)
    first = shown(client)
    assert "more below" not in words(first.select_one(".heading-facts"))
    second = soup(client.get(PAGE + first.select_one("a[rel=next]")["href"]))
    for page in (first, second):
        mark(client, page)
    assert not shown(client).select("input[name=up_to]")


def test_what_is_seen_is_counted_up_to_a_page(client, ann, bob):
    FollowFactory(follower=ann, person=bob)
    mark_seen(ann, (NOON, 0), at=NOON)
    BookmarkFactory.create_batch(31, owner=bob)
    assert words(shown(client).select_one(".heading-facts")) == "30 new, and more below"


@pytest.mark.parametrize("up_to", ["", "x", str(Cursor("after", 7, 7)), "\0"])
def test_a_place_that_is_none_is_no_mark(client, up_to):
    assert client.post("/following/seen/", {"up_to": up_to}).status_code == 400


# --- Which of it -------------------------------------------------------------------------------


def test_it_is_narrowed_to_a_kind_or_to_one_thing(client, ann, bob, stranger, shelf):
    FollowFactory(follower=ann, collection=shelf)
    follow = FollowFactory(follower=ann, person=stranger)
    FollowFactory(follower=ann, tag=Tag.objects.named(["web"])[0])
    BookmarkFactory(owner=bob, title="In the shelf", collections=[shelf])
    BookmarkFactory(owner=stranger, title="The stranger's")
    BookmarkFactory(owner=bob, title="Tagged", tags=["web"])
    sweep()
    for asked, found in {
        "kind=collections": ["In the shelf"],
        "kind=people": ["The stranger's"],
        "kind=tags": ["Tagged"],
        f"of={follow.pk}": ["The stranger's"],
    }.items():
        page = soup(client.get(f"{PAGE}?{asked}"))
        assert titles(page) == found
        assert not page.select("input[name=up_to]")


def test_what_one_does_not_follow_is_no_filter(client, bob, stranger):
    theirs = FollowFactory(follower=bob, person=stranger)
    assert client.get(PAGE, {"of": theirs.pk}).status_code == 404
    assert client.get(PAGE, {"of": "x"}).status_code == 404
    assert client.get(PAGE, {"kind": "x"}).status_code == 400


def test_what_is_muted_stays_followed_and_leads_to_nothing_until_it_is_heard(client, ann, bob):
    follow = FollowFactory(follower=ann, person=bob)
    BookmarkFactory(owner=bob, title="His")
    client.post(f"{MANAGE}{follow.pk}/", {"action": "mute"})
    assert not titles(shown(client))
    assert titles(shown(client, of=follow.pk)) == ["His"]
    assert words(soup(client.get(MANAGE)).select_one(".follow-row .badge")) == "muted"
    client.post(f"{MANAGE}{follow.pk}/", {"action": "unmute"})
    assert titles(shown(client)) == ["His"]


def test_a_page_that_stays_is_given_the_row_as_it_is_now(client, ann, bob):
    follow = FollowFactory(follower=ann, person=bob)
    for action, other in (("mute", "unmute"), ("unmute", "mute")):
        path, stays = f"{MANAGE}{follow.pk}/", {"HX-Request": "true"}
        row = soup(client.post(path, {"action": action}, headers=stays))
        assert row.select_one("[data-press] button:not([hidden])")["value"] == other
        assert bool(row.select_one(".badge")) == (action == "mute")


def test_all_that_is_followed_is_listed_and_each_can_be_let_go(client, ann, bob, shelf):
    FollowFactory(follower=ann, collection=shelf)
    last = FollowFactory(follower=ann, person=bob)
    rows = soup(client.get(MANAGE)).select(".follow-row .row-main > a")
    assert [a["href"] for a in rows] == ["/@bob/", shelf.get_absolute_url()]
    for _twice in range(2):
        client.post(f"{MANAGE}{last.pk}/", {"action": "unfollow"})
    assert [follow.followed for follow in Follow.objects.all()] == [shelf]


def test_nobody_changes_what_others_follow(client, bob, stranger):
    theirs = FollowFactory(follower=bob, person=stranger)
    for wanted in ("mute", "unfollow"):
        client.post(f"{MANAGE}{theirs.pk}/", {"action": wanted})
    theirs.refresh_from_db()
    assert theirs.muted_at is None
    assert client.post(f"{MANAGE}{theirs.pk}/", {"action": "x"}).status_code == 400


# --- What ends at once -------------------------------------------------------------------------

ENDS = {
    "blocked": block_person,
    "blocked by them": lambda ann, bob: block_person(bob, ann),
    "suspended": lambda ann, bob: bob.suspend(NOON),
    "gone private": lambda ann, bob: Bookmark.objects.update(audience="private"),
    "unfollowed": lambda ann, bob: Follow.objects.all().delete(),
}


@pytest.mark.parametrize("end", ENDS)
def test_at_once_nothing_is_shown_any_more(client, ann, bob, shelf, end):
    for thing in ({"collection": shelf}, {"person": bob}, {"tag": Tag.objects.named(["t"])[0]}):
        FollowFactory(follower=ann, **thing)
    BookmarkFactory(owner=bob, tags=["t"], collections=[shelf])
    sweep()
    assert len(titles(shown(client))) == 1
    ENDS[end](ann, bob)
    assert not titles(shown(client))


def test_a_quiet_source_among_many_loud_ones_has_its_place(client, ann, monkeypatch):
    monkeypatch.setattr(followed, "BATCH", 2)
    for n in range(9):
        loud = PersonFactory()
        FollowFactory(follower=ann, person=loud)
        hidden = {"hidden_at": NOON} if n % 2 else {}
        shelf = CollectionFactory(owner=loud)
        FollowFactory(follower=ann, collection=shelf)
        at = minutes_after_noon(n)
        BookmarkFactory(owner=loud, title=str(n), saved_at=at, collections=[shelf], **hidden)
    assert titles(shown(client)) == ["8", "6", "4", "2", "0"]
