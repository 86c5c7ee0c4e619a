"""What a search box suggests while somebody types."""

import pytest

from accounts.models import Block
from bookmarks.search.indexing import sweep
from tests.factories import BookmarkFactory, CollectionFactory, MemberFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db

PAGE = "/search/suggest/"


@pytest.fixture
def as_ann(client, ann):
    client.force_login(ann)
    return client


def swept():
    while sweep():
        pass


def suggested(client, text, at="http://testserver/library/?view=cards&q=x", **more):
    answer = client.get(PAGE, {"q": text, **more}, headers={"HX-Current-URL": at})
    return {words(a): a["href"] for a in soup(answer).select("a")}


def test_ones_own_tags_come_the_most_used_first(as_ann, ann, bob):
    BookmarkFactory(owner=ann, tags=["garden", "gable"])
    BookmarkFactory(owner=ann, tags=["Gable", "tree"], audience="private")
    BookmarkFactory(owner=bob, tags=["gallery"])
    assert list(suggested(as_ann, "#ga")) == ["gable", "garden"]


def test_a_suggestion_leads_to_the_list_as_it_is_with_more_in_its_search(as_ann, ann):
    BookmarkFactory(owner=ann, tags=["two words"])
    ways = suggested(as_ann, 'slow -#"two w')
    assert ways == {"two words": "?view=cards&q=slow+-%23%22two+words%22"}
    assert suggested(as_ann, "#two", box="site")["two words"] == "/library/?q=%23%22two+words%22"


def test_a_word_without_a_sign_is_looked_for_in_all(as_ann, ann):
    shelf = CollectionFactory(owner=ann, title="Garden shelf")
    mark = BookmarkFactory(owner=ann, title="A garden of words", tags=["garden"])
    swept()
    ways = suggested(as_ann, "slow gar")
    assert list(ways) == ["garden", "Garden shelf", "A garden of words"]
    assert ways["Garden shelf"] == shelf.get_absolute_url()
    assert ways["A garden of words"] == mark.get_absolute_url()


def test_a_single_letter_suggests_nothing(as_ann, ann):
    BookmarkFactory(owner=ann, title="garden", tags=["garden"])
    swept()
    assert suggested(as_ann, "g") == suggested(as_ann, "") == {}


def test_collections_are_ones_own_and_those_shared_with_one(as_ann, ann, bob):
    CollectionFactory(owner=ann, title="Reading")
    CollectionFactory(owner=bob, title="Read too")
    shared = CollectionFactory(owner=bob, title="Reads", audience="private")
    MemberFactory(collection=shared, person=ann)
    ways = suggested(as_ann, "in:rea")
    assert list(ways) == ["Reading", "Reads"]
    assert ways["Reading"].endswith("q=in%3AReading")


def test_people_are_those_who_list_anything(client, ann, bob, suspended):
    for person in (ann, suspended):
        BookmarkFactory(owner=person)
    BookmarkFactory(owner=bob, audience="private")
    assert list(suggested(client, "by:")) == ["@ann"]
    assert list(suggested(client, "@b")) == []


def test_who_blocked_one_is_not_suggested(as_ann, ann, bob):
    BookmarkFactory(owner=bob)
    assert "@bob" in suggested(as_ann, "@bo")
    Block.objects.create(blocker=bob, blocked=ann)
    assert suggested(as_ann, "@bo") == {}


def test_a_visitor_is_suggested_what_anybody_lists(client, ann):
    BookmarkFactory(owner=ann, title="Garden open", tags=["gate"])
    BookmarkFactory(owner=ann, title="Garden closed", tags=["gallows"], audience="private")
    swept()
    assert list(suggested(client, "ga")) == ["gate", "Garden open"]


def test_suggestions_cost_a_fixed_number_of_queries(as_ann, ann, django_assert_max_num_queries):
    for n in range(30):
        BookmarkFactory(owner=ann, title=f"garden {n}", tags=[f"garden {n}"])
        CollectionFactory(owner=ann, title=f"Garden {n}")
    swept()
    as_ann.get("/save/")  # the first page of a session writes that there is one
    with django_assert_max_num_queries(9):
        assert len(suggested(as_ann, "gar")) == 12
