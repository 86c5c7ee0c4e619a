"""Aliases of tags: one word stands for another, to one person or to everybody."""

import pytest
from django.db import IntegrityError, transaction

from bookmarks.listing import of_library, of_site
from bookmarks.mass_saving import Dated, save_many
from bookmarks.models import Bookmark, Tag, TagAlias
from bookmarks.saving import Draft, edit_bookmark, save_bookmark
from bookmarks.search.indexing import sweep
from bookmarks.search.query import parse
from bookmarks.tagging.aliases import NoAlias, add_alias
from tests.at_once import at_once
from tests.factories import NOON, BookmarkFactory, PersonFactory

pytestmark = pytest.mark.django_db


def draft(*tags, url="https://example.org/"):
    return Draft(url=url, audience="public", tags=tags)


def pairs(person=None):
    return {
        (alias.name, alias.tag.name) for alias in TagAlias.objects.of(person).select_related("tag")
    }


def test_what_a_person_types_is_what_they_mean(ann, bob):
    add_alias(ann, "js", "JavaScript")
    saved = save_bookmark(ann, draft("JS", "web"), NOON).bookmark
    assert saved.tag_names == ["JavaScript", "web"]
    assert save_bookmark(bob, draft("js"), NOON).bookmark.tag_names == ["js"]
    edit_bookmark(saved, draft("js", "javascript"), NOON, by=ann)
    assert Bookmark.objects.get(owner=ann).tag_names == ["JavaScript"]


def test_so_is_what_they_import(ann):
    add_alias(ann, "js", "javascript")
    save_many(ann, [Dated(draft("js", "javascript", "css"), NOON, NOON)], NOON)
    assert Bookmark.objects.get().tag_names == ["css", "javascript"]


def test_the_sites_aliases_change_nobodys_words(ann):
    add_alias(None, "js", "javascript")
    assert save_bookmark(ann, draft("js"), NOON).bookmark.tag_names == ["js"]


def test_there_are_no_chains(ann):
    add_alias(ann, "ecma", "js")
    add_alias(ann, "js", "javascript")
    add_alias(ann, "es6", "JS")
    assert pairs(ann) == {("ecma", "javascript"), ("js", "javascript"), ("es6", "javascript")}


@pytest.mark.parametrize(
    ("name", "meant", "code"),
    [("javascript", "js", "circle"), ("Go", "go", "same"), ("javascript", "ecma", "circle")],
)
def test_there_are_no_circles(ann, name, meant, code):
    add_alias(ann, "js", "javascript")
    add_alias(ann, "ecma", "javascript")
    with pytest.raises(NoAlias) as refused:
        add_alias(ann, name, meant)
    assert refused.value.code == code


def test_the_last_word_counts(ann):
    add_alias(ann, "py", "python")
    add_alias(ann, "PY", "pyramid")
    assert pairs(ann) == {("PY", "pyramid")}


def test_each_person_has_their_own(ann, bob):
    add_alias(ann, "a", "b")
    add_alias(bob, "b", "a")
    add_alias(None, "b", "c")
    assert (pairs(ann), pairs(bob), pairs()) == ({("a", "b")}, {("b", "a")}, {("b", "c")})


@pytest.mark.parametrize("person", ["ann", None])
@pytest.mark.parametrize("pair", [("a", "a"), ("c", "a"), ("b", "d"), ("a", "c")])
def test_the_database_refuses_chains_and_circles(ann, person, pair):
    owner = ann if person else None
    add_alias(owner, "a", "b")
    name, meant = pair
    (tag,) = Tag.objects.named([meant])
    with pytest.raises(IntegrityError), transaction.atomic():
        TagAlias.objects.create(person=owner, name=name, slug=name, tag=tag)


def found(listing, query):
    while sweep():
        pass
    matching = listing.matching(parse(query))
    return {entry.bookmark.title for entry in matching.entries(matching.page())}


def test_a_search_finds_what_means_the_same_to_who_searches(ann, bob, nobody):
    BookmarkFactory(owner=ann, title="old", tags=["js"])
    BookmarkFactory(owner=ann, title="new", tags=["javascript/node"])
    BookmarkFactory(owner=bob, title="third", tags=["ecma"])
    add_alias(ann, "js", "javascript")
    assert found(of_library(ann), "#js") == found(of_library(ann), "#javascript") == {"old", "new"}
    assert found(of_site(nobody), "#javascript") == {"new"}
    add_alias(None, "ecma", "javascript")
    assert found(of_site(nobody), "#ecma") == {"new", "third"}
    assert found(of_site(ann), "#js") == {"old", "new", "third"}
    assert found(of_site(nobody), "-#ecma") == {"old"}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_no_circle():
    person = PersonFactory()
    ways = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "a")] * 3

    def add(name, meant):
        try:
            return add_alias(person, name, meant)
        except NoAlias:
            return None

    at_once([lambda way=way: add(*way) for way in ways])
    known = pairs(person)
    assert known
    assert not {name for name, _meant in known} & {meant for _name, meant in known}
