"""The page of duplicates."""

import pytest

from bookmarks.bulk import working
from bookmarks.models import Bookmark
from tests.factories import BookmarkFactory, LinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(working, "publish", lambda change_id: None)


@pytest.fixture
def as_ann(client, ann):
    client.force_login(ann)
    return client


def twice(person, path="x", **fields):
    return [
        BookmarkFactory(
            owner=person, link=LinkFactory(url=f"{scheme}://a.example/{path}"), **fields
        )
        for scheme in ("http", "https")
    ]


def text(response):
    return response.content.decode()


def test_a_group_is_merged_by_one_button_and_taken_apart_again(as_ann, ann):
    old, new = twice(ann, tags=["bread"])
    Bookmark.objects.filter(pk=old.pk).update(audience="private", title="Mine")
    page = text(as_ann.get("/library/duplicates/"))
    assert "(the more private)" in page
    assert "#bread" in page
    done = as_ann.post("/library/duplicates/merge/", {"group": f"{old.key} {new.key}"}, follow=True)
    assert "1 bookmark merged into another." in text(done)
    assert "No duplicates." in text(done)
    assert Bookmark.objects.kept().get().title == "Mine"
    as_ann.post(f"/changes/{ann.bulk_changes.get().key}/undo/")
    assert Bookmark.objects.kept().count() == 2


def test_all_are_merged_after_a_look(as_ann, ann):
    for n in range(3):
        twice(ann, str(n), title=f"Page {n}")
    address = as_ann.post("/library/duplicates/merge/?by=address", {"all": "yes"})["Location"]
    assert "Page 1" in text(as_ann.get(address))
    assert Bookmark.objects.kept().count() == 6
    done = text(as_ann.post(address, {"next": "/library/duplicates/"}, follow=True))
    assert "3 bookmarks merged into others." in done
    assert Bookmark.objects.kept().count() == 3


def test_more_groups_are_on_the_next_page(as_ann, ann):
    for n in range(21):
        twice(ann, f"{n:02}")
    first = as_ann.get("/library/duplicates/")
    assert len(first.context["groups"]) == 20
    rest = as_ann.get(f"/library/duplicates/{first.context['next_url']}")
    assert [group.members[0].link.url[-2:] for group in rest.context["groups"]] == ["20"]


def test_the_page_costs_the_same_for_many(as_ann, ann, django_assert_max_num_queries):
    as_ann.get("/library/duplicates/")
    for n in range(15):
        twice(ann, f"{n:02}", tags=["a", "b"])
    with django_assert_max_num_queries(14):
        assert as_ann.get("/library/duplicates/").status_code == 200


def test_anothers_bookmarks_are_neither_shown_nor_merged(as_ann, ann, bob):
    theirs = twice(bob, title="A secret of Bob")
    assert "A secret of Bob" not in text(as_ann.get("/library/duplicates/"))
    as_ann.post("/library/duplicates/merge/", {"group": " ".join(b.key for b in theirs)})
    as_ann.post("/library/duplicates/merge/", {"all": "yes"})
    assert Bookmark.objects.kept().count() == 2


@pytest.mark.parametrize("query", ["by=nothing", "by="])
def test_an_unknown_kind_is_an_error(as_ann, query):
    assert as_ann.get(f"/library/duplicates/?{query}").status_code == 400


def test_what_is_no_longer_the_same_page_is_not_merged(as_ann, ann):
    one, two = twice(ann)
    Bookmark.objects.filter(pk=two.pk).update(link=LinkFactory(url="https://b.example/"))
    form = {"group": f"{one.key} {two.key}"}
    done = as_ann.post("/library/duplicates/merge/", form, follow=True)
    assert "no longer the same page" in text(done)
    assert Bookmark.objects.kept().count() == 2
