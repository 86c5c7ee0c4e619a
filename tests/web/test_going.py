"""Going somewhere by its name: /go/."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Block
from tests.factories import BookmarkFactory, CollectionFactory, FollowFactory, MemberFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_ann(client, ann):
    client.force_login(ann)
    return client


def ways(client, text):
    answer = client.get("/go/", {"q": text}, headers={"HX-Request": "true"})
    return {words(a): a["href"] for a in soup(answer).select("a[role=option]")}


def test_a_nested_collection_is_found_by_its_words_and_by_what_it_lies_in(as_ann, ann):
    work = CollectionFactory(owner=ann, title="Work")
    clients = CollectionFactory(owner=ann, title="Clients", parent=work)
    acme = CollectionFactory(owner=ann, title="Acme garden", parent=clients)
    assert ways(as_ann, "garden") == {"Acme garden Work / Clients": acme.get_absolute_url()}
    assert list(ways(as_ann, "clients ac")) == ["Acme garden Work / Clients"]


@pytest.mark.parametrize("typed", ["ärzte", "ÄRZTE", "Ärz"])
def test_case_matters_in_no_alphabet(as_ann, ann, typed):
    CollectionFactory(owner=ann, title="Gute Ärzte")
    assert list(ways(as_ann, typed)) == ["Gute Ärzte"]


def test_of_others_collections_those_that_are_shared_or_followed(as_ann, ann, bob):
    for title, audience in {"Open": "public", "Shut": "private", "Unsaid": "unlisted"}.items():
        CollectionFactory(owner=bob, title=f"Birds {title}", audience=audience)
    shared = CollectionFactory(owner=bob, title="Birds shared", audience="private")
    MemberFactory(collection=shared, person=ann)
    followed = CollectionFactory(owner=bob, title="Birds followed")
    FollowFactory(follower=ann, collection=followed)
    assert list(ways(as_ann, "birds")) == ["Birds followed Bob", "Birds shared Bob"]
    Block.objects.create(blocker=bob, blocked=ann)
    assert ways(as_ann, "birds") == {}


def test_tags_people_and_actions_are_found_by_how_they_begin(as_ann, ann, bob):
    BookmarkFactory(owner=ann, tags=["boat"])
    BookmarkFactory(owner=bob)
    assert ways(as_ann, "bo") == {
        "Bookmarklet": "/bookmarklet/",
        "boat Tag": "/tags/boat/",
        "@bob Person": "/@bob/",
    }
    assert list(ways(as_ann, "#bo")) == ["boat Tag"]
    assert list(ways(as_ann, "@bo")) == ["@bob Person"]
    assert ways(as_ann, "link")["Save a link"] == "/save/"


def test_the_page_does_the_same_without_scripts(client, as_ann, ann):
    shelf = CollectionFactory(owner=ann, title="Garden")
    page = soup(as_ann.get("/go/?q=gard"))
    assert page.select_one(".palette a")["href"] == shelf.get_absolute_url()
    assert page.select_one("[role=option]") is None
    client.logout()
    assert "/explore/" in {a["href"] for a in soup(client.get("/go/")).select(".palette a")}


def test_it_asks_as_much_of_many_collections_as_of_few(as_ann, ann):
    def grow(n):
        for number in range(n):
            CollectionFactory(owner=ann, title=f"Shelf {n} {number}", parent=top)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            ways(as_ann, "shelf")
        return len(asked)

    top = CollectionFactory(owner=ann, title="Shelf")
    grow(6)
    queries()
    few = queries()
    grow(14)
    assert queries() == few <= 8
