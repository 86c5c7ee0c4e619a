"""Tags that fit a page: from one's own habits, from others who saved it, from what it says."""

import pytest

from accounts.models import Block
from bookmarks.models import Link, LinkText
from bookmarks.search.indexing import sweep
from bookmarks.suggesting import complete, propose
from bookmarks.suggesting.phrases import phrases_of
from bookmarks.tagging.aliases import add_alias
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    LinkFactory,
    MemberFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

URL = "https://oaks.example/pruning"


def saved(owner, url=None, title="", tags=(), **fields):
    if url:
        fields["link"] = LinkFactory(url=url, title="", excerpt="")
    bookmark = BookmarkFactory(owner=owner, title=title, tags=tags, **fields)
    sweep()
    return bookmark


def page(**facts):
    """What was read from the page, which a person of no matter has."""
    link = LinkFactory(url=URL, title="", excerpt="")
    text = facts.pop("text", "")
    Link.objects.filter(pk=link.pk).update(**facts)
    LinkText.objects.keep({link.pk: text})
    return BookmarkFactory(link=link)


def everybody_lists(tag, people=3):
    for _ in range(people):
        BookmarkFactory(tags=[tag])


# --- One's own habits ----------------------------------------------------------------------------


def test_what_one_calls_a_site_is_proposed_for_its_next_page(ann):
    for n in range(3):
        saved(ann, f"https://oaks.example/{n}", tags=["tree"])
    saved(ann, "https://elsewhere.example/", tags=["other"])
    assert propose(ann, URL) == ["tree"]


def test_what_one_of_many_pages_of_a_site_has_is_no_habit(ann):
    for n in range(9):
        saved(ann, f"https://oaks.example/{n}", tags=["tree", f"only {n}"])
    assert propose(ann, URL) == ["tree"]


def test_a_page_whose_title_is_like_those_that_one_has_gets_their_tags(ann):
    saved(ann, title="Pruning apple trees in winter", tags=["garden"])
    saved(ann, title="Pruning a database", tags=["sql"])
    assert propose(ann, URL, title="When trees want pruning") == ["garden"]


def test_what_lies_in_the_trash_is_no_habit(ann):
    saved(ann, "https://oaks.example/1", tags=["tree"], trashed_at=NOON)
    assert propose(ann, URL) == []


def test_what_is_typed_already_is_not_proposed(ann):
    saved(ann, "https://oaks.example/1", tags=["tree", "wood"])
    assert propose(ann, URL, without=["Tree "]) == ["wood"]


# --- Others --------------------------------------------------------------------------------------


def test_what_others_call_the_page_is_proposed_the_most_frequent_first(ann, bob, stranger):
    saved(bob, URL, tags=["tree", "care"])
    saved(stranger, URL, tags=["tree"])
    assert propose(ann, URL) == ["tree", "care"]


def test_tags_of_bookmarks_that_one_does_not_see_are_never_proposed(ann, bob):
    shelf = CollectionFactory(owner=bob, audience="private")
    saved(bob, URL, tags=["secret"], audience="private")
    for fields in (
        {"audience": "collections", "collections": [shelf]},
        {"hidden_at": NOON},
        {"trashed_at": NOON},
    ):
        saved(PersonFactory(), URL, tags=["secret"], **fields)
    saved(PersonFactory(suspended_at=NOON), URL, tags=["secret"])
    saved(PersonFactory(verified_at=None), URL, tags=["secret"])
    assert propose(ann, URL, title="Secret") == []


def test_a_member_of_a_collection_is_proposed_what_those_in_it_call_the_page(ann, bob):
    shelf = CollectionFactory(owner=bob, audience="private")
    MemberFactory(collection=shelf, person=ann)
    saved(bob, URL, tags=["ours"], audience="collections", collections=[shelf])
    assert propose(ann, URL) == ["ours"]


@pytest.mark.parametrize("way", ["by them", "by me"])
def test_a_block_takes_the_others_tags_away(ann, bob, way):
    saved(bob, URL, tags=["tree"])
    blocker, blocked = (bob, ann) if way == "by them" else (ann, bob)
    Block.objects.create(blocker=blocker, blocked=blocked)
    assert propose(ann, URL) == []


# --- The page's words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"title": "The old oak"},
        {"excerpt": "What an old oak needs."},
        {"text": "Light.\nAn old oak wants light."},
    ],
)
def test_ones_own_tag_that_the_page_names_is_proposed(ann, facts):
    saved(ann, tags=["Old Oak"])
    page(**facts)
    assert propose(ann, URL) == ["Old Oak"]


def test_the_last_part_of_a_nested_tag_is_what_a_page_says(ann):
    saved(ann, tags=["plants/trees/oak"])
    assert propose(ann, URL, title="An oak") == ["plants/trees/oak"]


def test_a_word_of_the_title_that_many_people_list_as_a_tag_is_proposed(ann):
    everybody_lists("pruning")
    everybody_lists("oak", people=2)
    assert propose(ann, URL, title="Pruning an oak") == ["pruning"]


def test_a_word_that_stands_once_in_a_text_is_no_tag_for_who_never_used_it(ann):
    everybody_lists("pruning")
    bookmark = page(text="Of pruning we say nothing.")
    assert propose(ann, URL) == []
    LinkText.objects.keep({bookmark.link_id: "Pruning, and pruning again."})
    assert propose(ann, URL) == ["pruning"]


def test_many_who_use_a_tag_for_themselves_make_it_no_word_of_the_site(ann):
    for _ in range(5):
        BookmarkFactory(tags=["secret"], audience="private")
    assert propose(ann, URL, title="The secret") == []
    assert complete(ann, "secr") == []


def test_that_somebody_has_the_page_for_themselves_is_not_to_be_told(ann):
    saved(ann, tags=["oak"])
    bookmark = page(title="The oak")
    bookmark.audience = "private"
    bookmark.save()
    assert propose(ann, URL) == []


def test_phrases_are_words_and_what_two_or_three_make_together():
    phrases = phrases_of("Web design in C++", "web: web; web, web! 日本の木")
    assert {"web design", "web-design", "webdesign", "c++", "日本"} <= phrases.keys()
    assert (phrases["design"], phrases["日本"]) == (2.0, 0.5)
    assert phrases["web"] == 2.0 + 3 * 0.5


def test_a_text_without_end_is_looked_at_up_to_a_bound():
    text = " ".join(f"word{n}" for n in range(100_000))
    assert len(phrases_of(text[:500], text)) < 4_000


def test_where_a_word_stands_for_a_tag_the_tag_is_proposed_once(ann, bob):
    add_alias(ann, "js", "javascript")
    saved(bob, URL, tags=["js", "javascript"])
    assert propose(ann, URL) == ["javascript"]
    assert propose(ann, f"{URL}/2", title="All of JS") == ["javascript"]
    assert propose(ann, URL, without=["JS"]) == []
    assert propose(PersonFactory(), URL) == ["javascript", "js"]


# --- What is typed -------------------------------------------------------------------------------


def names(completions):
    return [each.name for each in completions]


def test_ones_own_tags_come_first_by_use_then_those_that_others_list(ann):
    saved(ann, tags=["pruning", "plum"])
    saved(ann, tags=["plum"])
    everybody_lists("planting")
    BookmarkFactory(tags=["pl"])
    assert names(complete(ann, "P")) == ["plum", "pruning"]
    assert names(complete(ann, "pl")) == ["plum", "planting", "pl"]
    assert [each.kept for each in complete(ann, "pl")] == [2, 0, 0]


def test_what_begins_so_comes_before_what_has_such_a_word(ann):
    for _ in range(2):
        saved(ann, tags=["old plum"])
    saved(ann, tags=["plumage"])
    assert names(complete(ann, "plum")) == ["plumage", "old plum"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("plants", "plants/oak"),
        ("oak", "plants/oak"),
        ("Plants/O", "plants/oak"),
        ("wint", "old winter"),
        ("ＷＩＮ", "old winter"),
    ],
)
def test_a_tag_is_found_by_how_any_part_of_it_begins(ann, typed, found):
    saved(ann, tags=["plants/oak", "old winter", "unlike"])
    assert names(complete(ann, typed)) == [found]


def test_who_types_a_word_that_stands_for_a_tag_is_shown_the_tag(ann, bob):
    add_alias(ann, "js", "javascript")
    assert [(each.name, each.alias) for each in complete(ann, "j")] == [("javascript", "js")]
    saved(ann, tags=["javascript"])
    assert names(complete(ann, "j")) == ["javascript"]
    assert complete(bob, "j") == []


def test_what_stands_in_the_field_is_not_completed_to_again(ann):
    saved(ann, tags=["plum", "plumage"])
    assert names(complete(ann, "plu", without=["PLUM"])) == ["plumage"]


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "/", "\x1f"])
def test_signs_stand_for_nothing_but_themselves(ann, typed):
    saved(ann, tags=["plum", "a/b"])
    assert complete(ann, typed) == []


# --- Cost ----------------------------------------------------------------------------------------


def test_a_proposal_costs_the_same_of_much_as_of_little(ann, django_assert_max_num_queries):
    counts = []
    for n in (2, 18):
        for i in range(n):
            tags = ["tree", f"tag {n}-{i}", f"plants/oak {n}-{i}"]
            saved(ann, f"https://oaks.example/{n}-{i}", title="Pruning an oak", tags=tags)
            saved(PersonFactory(), URL, title="Pruning oaks", tags=tags)
        with django_assert_max_num_queries(12) as captured:
            propose(ann, URL, title="Pruning the oak")
        counts.append(len(captured))
    assert counts[0] == counts[1]
