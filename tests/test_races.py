"""Many people, or many tabs of one, at the same moment: real threads on the real database."""

import contextlib
from functools import partial

import pytest
from django.db import IntegrityError
from django.urls import reverse

from bookmarks.collecting import WouldBeACircle, delete_collection, end_membership, keep_collection
from bookmarks.counting import recount
from bookmarks.fetching import refresh
from bookmarks.following import follow_collection, follow_person
from bookmarks.models import (
    Bookmark,
    Collection,
    CollectionItem,
    Follow,
    Link,
    Tag,
    Tagging,
)
from bookmarks.saving import AlreadySaved, Draft, edit_bookmark, place, save_bookmark
from tests.at_once import at_once, browser, sent
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    MemberFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 24
FEW = 12
URL = "https://example.org/popular"


@pytest.fixture
def messages(monkeypatch):
    """What the broker was given."""
    given = []
    monkeypatch.setattr(refresh, "_publish", lambda link_id, *_: given.append(link_id))
    return given


def draft(**said) -> Draft:
    return Draft(**{"url": URL, "audience": "public", **said})


# --- Saving ------------------------------------------------------------------------------------


def test_many_tabs_of_one_person_save_one_address_once(ann, messages):
    shelf = CollectionFactory(owner=ann)
    forms = [
        {"url": URL, "audience": "public", "tags": "new, words", "collections": [shelf.pk]}
    ] * MANY
    statuses = sent([browser(ann) for _ in range(MANY)], reverse("save"), forms)
    assert set(statuses) == {200, 302}
    assert statuses.count(302) == 1
    bookmark = Bookmark.objects.get()
    assert (bookmark.items.count(), bookmark.tag_names) == (1, ["new", "words"])
    assert messages == [bookmark.link_id]


def test_many_people_save_one_address_as_one_link_that_is_fetched_once(messages):
    people = [PersonFactory() for _ in range(MANY)]
    forms = [
        {"url": URL, "audience": "public", "tags": f"shared, also shared, own {n}"}
        for n in range(MANY)
    ]
    statuses = sent([browser(person) for person in people], reverse("save"), forms)
    assert statuses == [302] * MANY
    assert Bookmark.objects.filter(link=Link.objects.get()).count() == MANY
    assert (Tag.objects.count(), Tagging.objects.count()) == (MANY + 2, MANY * 3)
    assert messages == [Link.objects.get().pk]
    assert not any(recount().values())


def test_people_who_use_the_same_new_tags_in_any_order_do_not_wait_for_each_other(messages):
    people = [PersonFactory() for _ in range(MANY)]
    words = [f"word {n}" for n in range(20)]
    acts = [
        partial(
            save_bookmark,
            person,
            draft(url=f"{URL}/{n}", tags=(*words[n % 20 :], *words[: n % 20])),
            NOON,
        )
        for n, person in enumerate(people)
    ]
    assert all(saved.is_new for saved in at_once(acts))
    assert (Tag.objects.count(), Tagging.objects.count()) == (20, MANY * 20)


# --- Changing ----------------------------------------------------------------------------------


def test_of_edits_at_once_one_is_there_in_whole(ann, messages):
    shelves = [CollectionFactory(owner=ann) for _ in range(FEW)]
    bookmark = save_bookmark(ann, draft(), NOON).bookmark
    acts = [
        partial(
            edit_bookmark,
            Bookmark.objects.select_related("link", "owner").get(pk=bookmark.pk),
            draft(title=str(n), tags=(f"tag {n}",), collections=(shelves[n],)),
            NOON,
            by=ann,
        )
        for n in range(FEW)
    ]
    at_once(acts)
    kept = Bookmark.objects.get()
    assert kept.tag_names == [f"tag {kept.title}"]
    assert kept.items.get().collection == shelves[int(kept.title)]
    assert not any(recount().values())


def test_of_two_bookmarks_that_move_to_one_address_one_does(ann, messages):
    own = [save_bookmark(ann, draft(url=f"{URL}/{n}"), NOON).bookmark for n in range(FEW)]

    def move_to_the_same(bookmark):
        form = {"url": URL, "audience": "public"}
        return browsers[bookmark.pk].post(reverse("bookmark-edit", args=[bookmark.key]), form)

    browsers = {bookmark.pk: browser(ann) for bookmark in own}
    answers = at_once([partial(move_to_the_same, bookmark) for bookmark in own])
    statuses = [answer.status_code for answer in answers]
    assert sorted(statuses) == [302] + [422] * (FEW - 1)
    assert Bookmark.objects.filter(link__url=URL).count() == 1


def test_saves_and_a_move_to_one_address_leave_one_bookmark_of_it(ann, messages):
    other = save_bookmark(ann, draft(url=f"{URL}/other"), NOON).bookmark

    def move():
        with contextlib.suppress(AlreadySaved, IntegrityError):
            edit_bookmark(other, draft(), NOON, by=ann)

    at_once([move, *[partial(save_bookmark, ann, draft(), NOON) for _ in range(FEW)]])
    assert Bookmark.objects.filter(owner=ann, link__url=URL).count() == 1


def test_many_are_placed_in_several_collections_at_once_each_in_its_own_place(ann):
    shelves = [CollectionFactory(owner=ann) for _ in range(4)]
    own = [BookmarkFactory(owner=ann) for _ in range(FEW)]
    at_once(
        [
            partial(place, bookmark, shelves[n % 4 :] + shelves[: n % 4], NOON)
            for n, bookmark in enumerate(own)
        ]
    )
    for shelf in shelves:
        positions = list(shelf.items.values_list("position", flat=True))
        assert len(set(positions)) == FEW == len(positions)
    assert not any(recount().values())


# --- Collections -------------------------------------------------------------------------------


def test_two_moves_at_once_close_no_circle(ann):
    def into(inner, outer):
        inner = Collection.objects.get(pk=inner.pk)
        inner.parent = outer
        try:
            keep_collection(inner, NOON)
        except WouldBeACircle:
            return "refused"
        return "moved"

    for _ in range(5):
        one, other = CollectionFactory(owner=ann), CollectionFactory(owner=ann)
        outcomes = at_once([partial(into, one, other), partial(into, other, one)])
        assert sorted(outcomes) == ["moved", "refused"]


def test_moves_and_deletions_at_once_leave_a_tree(ann):
    above, chain = None, []
    for _ in range(6):
        above = CollectionFactory(owner=ann, parent=above)
        chain.append(above)

    def turn_over(n):
        mine = Collection.objects.filter(pk=chain[n].pk).first()
        if mine is None:
            return
        mine.parent = chain[-1]
        with contextlib.suppress(WouldBeACircle, Collection.DoesNotExist):
            keep_collection(mine, NOON)

    acts = [partial(turn_over, n) for n in range(6)]
    acts += [partial(delete_collection, chain[n]) for n in (1, 3)]
    at_once(acts)
    assert Collection.objects.filter(owner=ann).count() == 4


def test_who_leaves_while_they_add_leaves_nothing_behind(ann, bob):
    shelf = CollectionFactory(owner=ann)
    MemberFactory(collection=shelf, person=bob, role="editor")
    own = [BookmarkFactory(owner=bob) for _ in range(FEW)]
    acts = [partial(place, bookmark, [shelf], NOON) for bookmark in own]
    at_once([*acts, partial(end_membership, shelf, bob, NOON)])
    assert not CollectionItem.objects.exists()


def test_moves_in_the_custom_order_at_once_lose_nothing(ann):
    shelf = CollectionFactory(owner=ann)
    own = [BookmarkFactory(owner=ann, collections=[shelf]) for _ in range(FEW)]
    shelf.items.update(position=1)  # so that every move first makes room
    ways = ("up", "down", "top", "bottom")
    forms = [{"bookmark": b.key, "to": ways[n % 4]} for n, b in enumerate(own)]
    address = reverse("collection-order", args=["ann", shelf.slug])
    statuses = sent([browser(ann) for _ in own], address, forms)
    assert statuses == [302] * FEW
    assert len(set(shelf.items.values_list("position", flat=True))) == FEW


# --- Following ---------------------------------------------------------------------------------


def test_one_who_follows_in_many_tabs_follows_once(ann, bob):
    shelf = CollectionFactory(owner=ann)
    acts = [partial(follow_collection, bob, shelf, NOON), partial(follow_person, bob, ann, NOON)]
    at_once(acts * FEW)
    assert Follow.objects.filter(follower=bob).count() == 2


def test_many_follow_and_unfollow_without_an_error_page(ann):
    shelf = CollectionFactory(owner=ann)
    people = [PersonFactory() for _ in range(FEW)]
    tabs = [browser(person) for person in people for _ in range(2)]
    forms = [{"action": "follow"}, {"action": "unfollow"}] * FEW
    address = reverse("collection-follow", args=["ann", shelf.slug])
    assert sent(tabs, address, forms) == [302] * len(tabs)
    assert Follow.objects.count() <= FEW


def test_blocks_of_each_other_at_once_are_two_blocks_and_no_follow(ann, bob):
    for follower, person in ((ann, bob), (bob, ann)):
        follow_person(follower, person, NOON)
    tabs = [browser(person) for person in (ann, bob) for _ in range(3)]
    paths = [reverse("person-block", args=[other]) for other in ("bob", "ann") for _ in range(3)]
    acts = [
        lambda tab=tab, path=path: tab.post(path, {"action": "block"}).status_code
        for tab, path in zip(tabs, paths, strict=True)
    ]
    assert at_once(acts) == [302] * 6
    assert (ann.blocks_made.count(), bob.blocks_made.count()) == (1, 1)
    assert not Follow.objects.exists()
