"""A smart collection is one for good, and nothing is put into it: the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from bookmarks.models import Collection, CollectionItem, CollectionMember
from bookmarks.models.collection import QUERY_MAX
from bookmarks.search.query import MAX_LENGTH
from tests.factories import BookmarkFactory, CollectionFactory, MemberFactory, place

pytestmark = pytest.mark.django_db


class World:
    def __init__(self, ann) -> None:
        self.smart = CollectionFactory(owner=ann, query="tea", slug="smart")
        self.shelf = CollectionFactory(owner=ann, slug="shelf")
        self.inner = CollectionFactory(owner=ann, slug="inner", parent=self.shelf)
        self.member = MemberFactory(collection=self.smart)
        self.item = place(BookmarkFactory(owner=ann), self.shelf)


def change(row, **fields):
    type(row)._default_manager.filter(pk=row.pk).update(**fields)


REFUSED = {
    "a bookmark": lambda w: place(w.item.bookmark, w.smart),
    "a bookmark by the hundred": lambda w: CollectionItem.objects.bulk_create(
        [CollectionItem(collection=w.smart, bookmark=w.item.bookmark, position=1,
                        saved_at=w.item.saved_at, added_at=w.item.added_at)],
        ignore_conflicts=True,
    ),
    "a bookmark of another": lambda w: change(w.item, collection=w.smart),
    "a collection": lambda w: CollectionFactory(owner=w.smart.owner, parent=w.smart),
    "a collection from elsewhere": lambda w: change(w.inner, parent=w.smart),
    "one who may add": lambda w: MemberFactory(collection=w.smart, role="editor"),
    "one who may add now": lambda w: change(w.member, role="editor"),
    "an end of its search": lambda w: change(w.smart, query=""),
    "a search for another": lambda w: change(w.shelf, query="tea"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_takes_no(what, ann):
    world = World(ann)
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[what](world)


def test_all_else_of_it_may_change(ann):
    world = World(ann)
    change(world.smart, query="coffee", parent=world.shelf, title="Coffee", audience="private")
    assert Collection.objects.filter(query="coffee", parent=world.shelf).exists()
    assert CollectionMember.objects.get().role == "viewer"


def test_nobody_may_add_to_it_whoever_they_are(ann, bob):
    world = World(ann)
    MemberFactory(collection=world.smart, person=bob)
    assert list(Collection.objects.editable_by(bob)) == []
    assert set(Collection.objects.editable_by(ann)) == {world.shelf, world.inner}
    assert set(Collection.objects.managed_by(ann)) == {world.shelf, world.inner, world.smart}


def test_a_search_is_as_long_as_the_grammar_takes():
    assert QUERY_MAX == MAX_LENGTH
