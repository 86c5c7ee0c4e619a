"""Searching in lists: pages, order, numbers, and who finds what."""

from itertools import chain

import pytest

from bookmarks import listing
from bookmarks.models import LinkText, Tag
from bookmarks.search import summary
from bookmarks.search.indexing import sweep
from bookmarks.search.query import parse
from tests.factories import BookmarkFactory, CollectionFactory, PersonFactory

pytestmark = pytest.mark.django_db


def swept():
    while sweep():
        pass


def found(in_list, query, sort="relevance"):
    swept()
    matching = in_list.matching(parse(query)).sorted_by(sort)
    return [entry.bookmark.title for entry in matching.entries(matching.page())]


def paged(in_list, query, sort, size):
    """All pages forward, then all pages back again."""
    matching = in_list.matching(parse(query)).sorted_by(sort)
    pages = [matching.page(size=size)]
    while pages[-1].next:
        pages.append(matching.page(pages[-1].next, size))
    back = [pages[-1]]
    while back[-1].previous:
        back.append(matching.page(back[-1].previous, size))
    assert [p.places for p in reversed(back)] == [p.places for p in pages]
    return [bookmark_title(matching, page) for page in pages]


def bookmark_title(matching, page):
    return [entry.bookmark.title for entry in matching.entries(page)]


def test_words_in_the_title_come_before_words_in_tags_before_words_anywhere(ann):
    for title, note, tags in (
        ("green tea", "", []),
        ("a tea that is green", "", []),
        ("tea", "", ["green"]),
        ("tea house", "green", []),
        ("lunch", "green tea", []),
    ):
        BookmarkFactory(owner=ann, title=title, note=note, tags=tags)
    assert found(listing.of_library(ann), "green tea") == [
        "green tea",
        "a tea that is green",
        "tea",
        "tea house",
        "lunch",
    ]


def test_results_can_be_sorted_by_time(ann):
    for title in ("tea one", "lunch", "two tea"):
        BookmarkFactory(owner=ann, title=title)
    library = listing.of_library(ann)
    assert found(library, "tea", "newest") == ["two tea", "tea one"]
    assert found(library, "tea", "oldest") == ["tea one", "two tea"]


@pytest.mark.parametrize("counted_to", [summary.WINDOW, 2])
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_of_a_result_hold_each_bookmark_once_there_and_back(
    ann, sort, counted_to, monkeypatch
):
    monkeypatch.setattr(summary, "WINDOW", counted_to)
    for n in range(7):
        BookmarkFactory(owner=ann, title=f"tea {n}" if n % 2 else f"{n}", note="tea")
    library = listing.of_library(ann)
    whole = found(library, "tea", sort)
    pages = paged(library, "tea", sort, size=3)
    assert [len(page) for page in pages] == [3, 3, 1]
    assert list(chain(*pages)) == whole


def test_a_collection_is_searched_with_its_children(ann, nobody):
    shelf = CollectionFactory(owner=ann)
    child = CollectionFactory(owner=ann, parent=shelf)
    BookmarkFactory(owner=ann, title="tea above", collections=[shelf])
    BookmarkFactory(owner=ann, title="tea below", collections=[child])
    BookmarkFactory(owner=ann, title="tea elsewhere")
    assert found(listing.of_collection(shelf, [child], nobody), "tea", "newest") == [
        "tea below",
        "tea above",
    ]


def test_what_has_left_a_collection_is_not_found_in_it(ann):
    shelf = CollectionFactory(owner=ann)
    bookmark = BookmarkFactory(owner=ann, title="tea", collections=[shelf])
    assert found(listing.of_collection(shelf, [], ann), "tea") == ["tea"]
    bookmark.items.all().delete()
    assert found(listing.of_collection(shelf, [], ann), "tea") == []


@pytest.mark.parametrize(
    ("audience", "by_others"), [("public", True), ("collections", False), ("private", False)]
)
@pytest.mark.parametrize("query", ["secret", "note:secret", "#secret", "-other", "is:private"])
def test_nobody_finds_by_anothers_words_what_they_may_not_see(
    ann, bob, nobody, audience, by_others, query
):
    BookmarkFactory(owner=ann, title="x", note="secret", tags=["secret"], audience=audience)
    is_meant = query != "is:private" or audience == "private"
    for viewer in (bob, nobody):
        lists = [listing.of_site(viewer), listing.of_person(ann, viewer)]
        lists += [listing.of_tag(tag, viewer) for tag in Tag.objects.all()]
        is_found = by_others and query != "is:private"
        assert all(bool(found(each, query)) is is_found for each in lists)
    assert bool(found(listing.of_library(ann), query)) is is_meant


def test_another_persons_words_do_not_lead_to_ones_own_bookmark_of_the_page(ann, bob):
    own = BookmarkFactory(owner=ann, title="mine")
    BookmarkFactory(owner=bob, link=own.link, title="secret", tags=["secret"], audience="private")
    assert found(listing.of_library(ann), "secret OR #secret OR title:secret") == []


def test_a_pages_text_is_searched_by_default_in_ones_own_library_only(ann, nobody):
    bookmark = BookmarkFactory(owner=ann, title="x")
    LinkText.objects.keep({bookmark.link_id: "a word about tea"})
    assert found(listing.of_library(ann), "tea") == ["x"]
    assert found(listing.of_person(ann, nobody), "tea") == []
    assert found(listing.of_person(ann, nobody), "text:tea") == ["x"]


def test_marks_of_ones_own_are_found_by_oneself_only(ann, nobody):
    BookmarkFactory(owner=ann, title="x", is_to_read=True)
    assert found(listing.of_library(ann), "is:toread") == ["x"]
    assert found(listing.of_person(ann, nobody), "is:toread") == []
    assert found(listing.of_person(ann, nobody), "-is:toread") == ["x"]


def test_an_unlisted_collection_is_not_found_out_by_its_name(ann, nobody):
    shelf = CollectionFactory(owner=ann, title="Secret", audience="unlisted")
    BookmarkFactory(owner=ann, title="x", collections=[shelf])
    assert found(listing.of_site(nobody), "in:secret") == []
    assert found(listing.of_library(ann), "in:secret") == ["x"]


def test_a_result_is_counted_up_to_a_bound(ann, monkeypatch):
    monkeypatch.setattr(summary, "WINDOW", 2)
    BookmarkFactory.create_batch(2, owner=ann, title="tea")
    assert found(listing.of_library(ann), "tea")
    told = listing.of_library(ann).matching(parse("tea")).finding.summary
    assert (told.count, told.is_more) == (2, False)
    BookmarkFactory(owner=ann, title="tea")
    assert found(listing.of_library(ann), "tea")
    told = listing.of_library(ann).matching(parse("tea")).finding.summary
    assert (told.count, told.is_more) == (2, True)


def test_a_result_tells_its_tags_kinds_sites_and_years(ann):
    for host, tags in (
        ("a.example", ["green"]),
        ("a.example", ["green", "hot"]),
        ("b.example", []),
    ):
        BookmarkFactory(owner=ann, title="tea", link__host=host, link__kind="video", tags=tags)
    BookmarkFactory(owner=ann, title="lunch", tags=["hot"])
    assert found(listing.of_library(ann), "tea")
    told = listing.of_library(ann).matching(parse("tea")).finding.summary
    assert told.tag_counts == [("green", 2), ("hot", 1)]
    assert told.facets.kinds == [("video", 3)]
    assert told.facets.sites == [("a.example", 2), ("b.example", 1)]
    assert told.facets.years == [("2026", 3)]


def test_a_result_costs_the_same_queries_however_large(ann, django_assert_max_num_queries):
    for n in (2, 40):
        BookmarkFactory.create_batch(n, owner=ann, title="tea", tags=["green"])
        swept()
        matching = listing.of_library(ann).matching(parse("tea #green"))
        with django_assert_max_num_queries(6):  # the tag, what is found, its tiers, the entries
            matching.entries(matching.page())


def test_people_who_may_not_publish_are_not_found(suspended, nobody):
    BookmarkFactory(owner=suspended, title="tea")
    BookmarkFactory(owner=PersonFactory(), title="tea too")
    assert found(listing.of_site(nobody), "tea") == ["tea too"]
