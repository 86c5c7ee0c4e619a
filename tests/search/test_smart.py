"""Smart collections: what they hold, for whom, in which order, how many."""

import pytest

from accounts.models import Block
from bookmarks import listing
from bookmarks.counting import count_smart
from bookmarks.followed import Following
from bookmarks.listing import PAGE_SIZE
from bookmarks.search import smart, summary
from bookmarks.search.query import parse
from bookmarks.tagging.aliases import add_alias
from tests.factories import BookmarkFactory, CollectionFactory, FollowFactory, MemberFactory, place
from tests.search.test_listings import swept

pytestmark = pytest.mark.django_db


def smart_one(owner, query, **fields):
    return CollectionFactory(owner=owner, query=query, **fields)


def titles_of(shown, page):
    return [entry.bookmark.title for entry in shown.entries(page)]


def held(collection, viewer, sort="newest"):
    swept()
    shown = listing.of_collection(collection, [], viewer).sorted_by(sort)
    return titles_of(shown, shown.page())


def number(collection, viewer):
    swept()
    count_smart([collection], viewer)
    return collection.shown_count


@pytest.fixture
def teas(ann):
    for title, audience in (("black tea", "public"), ("green tea", "private"), ("A tea", "public")):
        BookmarkFactory(owner=ann, title=title, audience=audience)
    BookmarkFactory(owner=ann, title="lunch")
    return smart_one(ann, "tea")


def test_it_holds_what_its_search_finds_in_its_owners_library(ann, bob, teas):
    BookmarkFactory(owner=bob, title="bob's tea")
    assert held(teas, ann) == ["A tea", "green tea", "black tea"]
    BookmarkFactory(owner=ann, title="another tea")
    assert held(teas, ann)[0] == "another tea"


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["A tea", "green tea", "black tea"]),
        ("oldest", ["black tea", "green tea", "A tea"]),
        ("a-z", ["A tea", "black tea", "green tea"]),
        ("z-a", ["green tea", "black tea", "A tea"]),
    ],
)
def test_it_is_sorted_as_any_other(ann, teas, sort, order):
    assert held(teas, ann, sort) == order


@pytest.mark.parametrize("counted_to", [summary.WINDOW, 2])
@pytest.mark.parametrize("sort", ["newest", "oldest", "a-z", "z-a"])
def test_its_pages_hold_each_bookmark_once_there_and_back(ann, sort, counted_to, monkeypatch):
    monkeypatch.setattr(summary, "WINDOW", counted_to)
    for n in range(7):
        BookmarkFactory(owner=ann, title=f"tea {n}")
    swept()
    shown = listing.of_collection(smart_one(ann, "tea"), [], ann).sorted_by(sort)
    pages = [shown.page(size=3)]
    while pages[-1].next:
        pages.append(shown.page(pages[-1].next, 3))
    expected = sorted(f"tea {n}" for n in range(7))
    found = [title for page in pages for title in titles_of(shown, page)]
    assert found == (expected if sort in {"oldest", "a-z"} else expected[::-1])
    assert shown.page(pages[-1].previous, 3).places == pages[-2].places


def test_a_reader_finds_what_they_may_see(teas, bob, nobody):
    for reader in (bob, nobody):
        assert held(teas, reader) == ["A tea", "black tea"]
        assert number(teas, reader) == 2
    assert number(teas, teas.owner) == 3


def test_who_is_blocked_finds_nothing(teas, bob):
    Block.objects.create(blocker=teas.owner, blocked=bob)
    assert (held(teas, bob), number(teas, bob)) == ([], 0)


@pytest.mark.parametrize("home", ["public", "unlisted", "private"])
def test_it_opens_no_bookmark_that_is_for_those_who_may_open_its_collections(ann, bob, home):
    tea = BookmarkFactory(owner=ann, title="tea", audience="collections")
    shelf = CollectionFactory(owner=ann, audience=home)
    place(tea, shelf)
    MemberFactory(collection=shelf, person=bob)
    teas = smart_one(ann, "tea")
    MemberFactory(collection=teas, person=bob)
    assert (held(teas, ann), held(teas, bob), number(teas, bob)) == (["tea"], [], 0)


@pytest.mark.parametrize("mark", ["is:toread", "is:private"])
def test_what_is_marked_for_its_owner_is_found_by_them_alone(ann, bob, mark):
    BookmarkFactory(owner=ann, title="read", is_to_read=True, audience="private")
    BookmarkFactory(owner=ann, title="later", is_to_read=True)
    marked, unmarked = smart_one(ann, mark), smart_one(ann, f"-{mark}")
    assert "read" in held(marked, ann)
    assert (held(marked, bob), held(unmarked, bob)) == ([], ["later"])


def test_names_in_its_search_are_its_owners(ann, bob):
    tea = BookmarkFactory(owner=ann, title="tea")
    for owner, audience in ((ann, "public"), (bob, "public")):
        CollectionFactory(owner=owner, title="Drinks", audience=audience)
    place(tea, ann.collections.get(title="Drinks"))
    assert held(smart_one(ann, "in:drinks by:me"), bob) == ["tea"]
    assert held(smart_one(ann, "in:drinks by:ann"), bob) == ["tea"]


def test_tags_in_its_search_mean_what_they_mean_to_its_owner(ann, bob):
    BookmarkFactory(owner=ann, title="tea", tags=["infusion"])
    add_alias(ann, "brew", "infusion")
    add_alias(bob, "brew", "beer")
    BookmarkFactory(owner=ann, title="ale", tags=["beer"])
    assert held(smart_one(ann, "#brew"), bob) == ["tea"]


def test_a_collection_that_a_reader_may_not_open_is_no_word_for_them(ann, bob):
    tea = BookmarkFactory(owner=ann, title="tea")
    place(tea, CollectionFactory(owner=ann, title="Secret", audience="private"))
    inside = smart_one(ann, "in:secret")
    assert (held(inside, ann), held(inside, bob)) == (["tea"], [])


def test_inside_it_is_searched_as_in_any_other(ann, bob, teas):
    BookmarkFactory(owner=ann, title="black coffee")
    swept()
    for reader, query, found in (
        (ann, "black OR green", ["green tea", "black tea"]),
        (bob, "black OR green", ["black tea"]),
        (bob, "is:private", []),
    ):
        matching = listing.of_collection(teas, [], reader).matching(parse(query))
        assert titles_of(matching, matching.page()) == found


def test_dates_and_states_of_pages_count_as_well(ann):
    for title in ("tea", "broken tea"):
        BookmarkFactory(owner=ann, title=title)
    broken = ann.bookmarks.get(title="broken tea")
    type(broken.link).objects.filter(pk=broken.link_id).update(broken_at=broken.saved_at)
    assert held(smart_one(ann, "tea -is:broken created:2026"), ann, "a-z") == ["tea"]
    assert held(smart_one(ann, "tea created:2025"), ann) == []


def test_a_search_that_the_grammar_no_longer_knows_finds_nothing(ann):
    BookmarkFactory(owner=ann, title="tea")
    assert held(smart_one(ann, "created:long-ago"), ann) == []


def test_many_are_counted_to_a_bound(ann, monkeypatch):
    monkeypatch.setattr(smart, "WINDOW", 2)
    monkeypatch.setattr("bookmarks.counting.WINDOW", 2)
    BookmarkFactory.create_batch(4, owner=ann, title="tea")
    BookmarkFactory(owner=ann, title="coffee")
    many, few = smart_one(ann, "tea"), smart_one(ann, "coffee")
    swept()
    count_smart([many, few], ann)
    assert [(each.shown_count, each.shown_is_more) for each in (many, few)] == [
        (2, True),
        (1, False),
    ]


def test_the_numbers_of_twenty_cost_what_those_of_two_cost(ann, django_assert_num_queries):
    BookmarkFactory(owner=ann, title="tea", tags=["drinks"])
    every = [smart_one(ann, f"tea #drinks in:shelf{n}") for n in range(20)]
    swept()
    for some in (every[:2], every):
        with django_assert_num_queries(3):  # tags, collections, what is found
            count_smart(some, ann)


def test_what_lies_above_it_holds_none_of_what_it_finds(ann, teas):
    above = CollectionFactory(owner=ann)
    type(teas).objects.filter(pk=teas.pk).update(parent=above)
    shown = listing.of_collection(above, [teas], ann)
    assert (titles_of(shown, shown.page()), shown.count()) == ([], 0)


def test_following_one_leads_to_what_it_finds_and_says_so(teas, bob):
    others = smart_one(teas.owner, "black created:2026"), smart_one(teas.owner, "nothing")
    for collection in (teas, *others):
        FollowFactory(follower=bob, collection=collection)
    swept()
    following = Following(bob)
    followed = following.listing()
    entries = following.with_reasons(followed.entries(followed.page()))
    here, there = teas.get_absolute_url(), others[0].get_absolute_url()
    assert [(e.bookmark.title, [reason.url for reason in e.why]) for e in entries] == [
        ("A tea", [here]),
        ("black tea", [here, there]),
    ]


def test_pages_of_following_hold_each_once(ann, bob):
    for n in range(5):
        BookmarkFactory(owner=ann, title=f"tea {n}")
    for query in ("tea", "tea -nothing", "created:2026"):
        FollowFactory(follower=bob, collection=smart_one(ann, query))
    FollowFactory(follower=bob, person=ann)
    swept()
    followed = Following(bob).listing()
    first = followed.page(size=3)
    rest = followed.page(first.next, PAGE_SIZE)
    assert titles_of(followed, first) == ["tea 4", "tea 3", "tea 2"]
    assert titles_of(followed, rest) == ["tea 1", "tea 0"]
