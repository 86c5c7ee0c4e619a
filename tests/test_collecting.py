"""Collections as people handle them: a tree without circles, addresses, members."""

import re

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookmarks.collecting import (
    WouldBeACircle,
    delete_collection,
    end_membership,
    free_slug,
    keep_collection,
    share,
    tree_of,
)
from bookmarks.models import Bookmark, Collection, CollectionMember
from bookmarks.models.collection import SLUG_MAX
from bookmarks.reserved import RESERVED_SLUGS
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    MemberFactory,
    minutes_after_noon,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(ann):
    """Three collections, each in the one before it."""
    outer = CollectionFactory(owner=ann, title="Outer")
    middle = CollectionFactory(owner=ann, title="Middle", parent=outer)
    return outer, middle, CollectionFactory(owner=ann, title="Inner", parent=middle)


def printed(tree):
    return [("  " * branch.depth) + branch.collection.title for branch in tree.branches()]


# --- The tree ----------------------------------------------------------------------------------


def test_a_tree_is_printed_in_the_order_of_titles_each_below_its_parent(ann, chain):
    CollectionFactory(owner=ann, title="Another", parent=chain[0])
    CollectionFactory(owner=ann, title="Zoo")
    assert printed(tree_of(ann, ann)) == ["Outer", "  Another", "  Middle", "    Inner", "Zoo"]


def test_a_tree_knows_what_lies_above_and_below(ann, chain):
    outer, middle, inner = chain
    tree = tree_of(ann, ann)
    assert tree.below(outer) == [middle, inner]
    assert tree.above(inner) == [outer, middle]
    assert tree.children(inner) == []


def test_what_lies_in_a_collection_that_a_stranger_may_not_open_stands_at_the_top(
    ann, chain, stranger
):
    Collection.objects.filter(pk=chain[1].pk).update(audience="private")
    tree = tree_of(ann, stranger)
    assert printed(tree) == ["Inner", "Outer"]
    assert tree.above(chain[2]) == []


def test_a_tree_is_one_query(ann, chain, django_assert_num_queries):
    with django_assert_num_queries(1):
        tree = tree_of(ann, ann)
        printed(tree)
        tree.above(chain[2])


def test_a_tree_may_be_deeper_than_pythons_stack(ann, client):
    rows = [CollectionFactory.build(owner=ann, slug=f"c-{n}") for n in range(1100)]
    above = None
    for row in rows:
        row.parent = above
        row.save()
        above = row
    assert list(tree_of(ann, ann).branches())[-1].depth == 1099
    client.force_login(ann)
    assert client.get("/collections/").status_code == 200


def test_a_collection_does_not_move_into_itself_or_what_lies_inside(chain):
    outer, _middle, inner = chain
    for parent in (inner, outer):
        outer.parent = parent
        with pytest.raises(WouldBeACircle):
            keep_collection(outer, NOON)
        outer.refresh_from_db()
        assert outer.parent is None


@pytest.mark.parametrize("below", [0, 1, 2])
def test_the_database_itself_refuses_a_circle(chain, below):
    with pytest.raises(IntegrityError), transaction.atomic():
        Collection.objects.filter(pk=chain[0].pk).update(parent=chain[below])


def test_the_database_itself_refuses_a_parent_of_another_person(bob, chain):
    with pytest.raises(IntegrityError), transaction.atomic():
        CollectionFactory(owner=bob, parent=chain[0])


def test_a_collection_moves_with_all_that_lies_inside(ann, chain):
    _outer, middle, _inner = chain
    middle.parent = None
    keep_collection(middle, NOON)
    assert printed(tree_of(ann, ann)) == ["Middle", "  Inner", "Outer"]


def test_keeping_a_change_leaves_what_a_moderator_did_meanwhile(chain):
    mine = Collection.objects.get(pk=chain[0].pk)
    Collection.objects.filter(pk=mine.pk).update(hidden_at=NOON)
    mine.title = "New title"
    keep_collection(mine, NOON)
    kept = Collection.objects.get(pk=mine.pk)
    assert (kept.title, kept.hidden_at) == ("New title", NOON)


def test_what_was_deleted_meanwhile_is_not_made_again(chain):
    mine = Collection.objects.get(pk=chain[2].pk)
    delete_collection(chain[2])
    with pytest.raises(Collection.DoesNotExist):
        keep_collection(mine, NOON)


def test_a_deleted_collection_leaves_its_bookmarks_and_lifts_what_lay_inside(ann, chain):
    outer, middle, inner = chain
    bookmark = BookmarkFactory(owner=ann, collections=[middle])
    delete_collection(middle)
    inner.refresh_from_db()
    assert inner.parent == outer
    assert Bookmark.objects.filter(pk=bookmark.pk, items=None).exists()
    delete_collection(middle)  # a second press of the button


def test_a_collection_is_lifted_to_where_the_deleted_one_lies_by_now(ann, chain):
    outer, middle, inner = chain
    Collection.objects.filter(pk=middle.pk).update(parent=None)
    outer.parent = inner
    keep_collection(outer, NOON)
    assert middle.parent == outer  # as whoever presses the button still sees it
    delete_collection(middle)
    assert printed(tree_of(ann, ann)) == ["Inner", "  Outer"]


# --- Addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Link Sharing", "link-sharing"),
        ("Ärger & Öl", "arger-ol"),
        ("snake__case", "snake-case"),
        ("_ -private- _", "private"),
        ("日本語", "collection"),
        ("Edit", "edit-2"),
        ("x" * 200, "x" * 73),
    ],
)
def test_an_address_is_made_of_the_title(ann, title, slug):
    assert "edit" in RESERVED_SLUGS
    assert free_slug(ann, title) == slug


def test_an_address_that_is_taken_gets_a_number(ann, bob):
    for slug in ("maps", "maps-2", "maps-of-mars"):
        CollectionFactory(owner=ann, slug=slug)
    assert free_slug(ann, "Maps") == "maps-3"
    assert free_slug(bob, "Maps") == "maps"
    assert free_slug(ann, "Maps", except_for=Collection.objects.get(slug="maps")) == "maps"


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=120))
def test_every_title_has_an_address_that_its_own_form_takes(ann, title):
    slug = free_slug(ann, title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= SLUG_MAX


# --- Members -----------------------------------------------------------------------------------


def test_sharing_again_changes_the_role_and_not_since_when(bob, chain):
    share(chain[0], bob, "viewer", NOON)
    member = share(chain[0], bob, "editor", minutes_after_noon(5))
    assert CollectionMember.objects.get() == member
    assert (member.role, member.added_at) == ("editor", NOON)


def test_who_leaves_takes_their_bookmarks_along(ann, bob, chain):
    shelf = chain[0]
    MemberFactory(collection=shelf, person=bob, role="editor")
    theirs = BookmarkFactory(owner=bob, collections=[shelf, CollectionFactory(owner=bob)])
    BookmarkFactory(owner=ann, collections=[shelf])
    end_membership(shelf, bob, NOON)
    assert shelf.items.get().bookmark.owner == ann
    assert theirs.items.count() == 1
    assert not Collection.objects.editable_by(bob).filter(pk=shelf.pk).exists()


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("viewer", False)])
def test_editors_add_and_viewers_look(bob, chain, role, may):
    MemberFactory(collection=chain[0], person=bob, role=role)
    assert Collection.objects.editable_by(bob).filter(pk=chain[0].pk).exists() is may
    assert not Collection.objects.managed_by(bob).exists()


@pytest.mark.parametrize("how", ["suspended", "blocked", "of a suspended owner", "hidden"])
def test_an_editor_whom_something_stands_between_adds_nothing(ann, bob, chain, how):
    MemberFactory(collection=chain[0], person=bob, role="editor")
    own = CollectionFactory(owner=bob)
    if how == "suspended":
        bob.suspend(NOON)
    elif how == "blocked":
        ann.blocks_made.create(blocked=bob)
    elif how == "hidden":
        Collection.objects.filter(pk=chain[0].pk).update(hidden_at=NOON)
    else:
        ann.suspend(NOON)
    assert list(Collection.objects.editable_by(bob)) == [own]
