"""The kept numbers of bookmarks are those that counting would find, for everybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts.models import Block, User
from bookmarks.counting import count_kept, count_listed, count_shown, count_together, recount
from bookmarks.listing import of_collection, of_library, of_person
from bookmarks.models import (
    Bookmark,
    Collection,
    CollectionItem,
    CollectionTally,
    PersonTally,
    Tag,
    Tagging,
    TagTally,
)
from bookmarks.saving import set_tags
from tests.factories import NOON, BookmarkFactory, CollectionFactory, MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db


def shown(collection, viewer):
    count_shown([collection], viewer)
    return collection.shown_count


def test_the_number_follows_every_change_of_a_bookmark(ann, stranger):
    shelf = CollectionFactory(owner=ann)
    bookmark = BookmarkFactory(owner=ann, collections=[shelf])
    seen = [shown(shelf, stranger)]
    for field, value in (
        ("audience", "private"),
        ("audience", "collections"),
        ("hidden_at", NOON),
        ("hidden_at", None),
        ("is_blocked", True),
        ("is_blocked", False),
        ("is_held", True),
        ("is_held", False),
        ("trashed_at", NOON),
        ("trashed_at", None),
    ):
        Bookmark.objects.filter(pk=bookmark.pk).update(**{field: value})
        seen.append(shown(shelf, stranger))
    bookmark.delete()
    assert [*seen, shown(shelf, stranger)] == [1, *[0, 1] * 5, 0]
    assert not any(recount().values())


def test_a_block_a_suspension_and_an_unverified_address_take_numbers_away(ann, bob, stranger):
    shelf = CollectionFactory(owner=ann)
    MemberFactory(collection=shelf, person=bob, role="editor")
    BookmarkFactory(owner=ann, collections=[shelf])
    BookmarkFactory(owner=bob, collections=[shelf])
    assert shown(shelf, stranger) == 2
    Block.objects.create(blocker=bob, blocked=stranger)
    assert shown(shelf, stranger) == 1
    assert count_listed(bob, stranger) == 0
    bob.suspend(NOON)
    assert (shown(shelf, AnonymousUser()), shown(shelf, bob)) == (1, 2)


def test_a_bookmark_in_two_collections_of_a_tree_is_counted_once(ann, nobody):
    parent = CollectionFactory(owner=ann)
    child = CollectionFactory(owner=ann, parent=parent)
    BookmarkFactory(owner=ann, collections=[parent, child])
    BookmarkFactory(owner=ann, collections=[child])
    BookmarkFactory(owner=ann, collections=[parent, child], audience="private")
    assert count_together(parent, [child], nobody) == 2
    assert count_together(parent, [child], ann) == 3
    assert [shown(parent, nobody), shown(child, nobody)] == [2, 2]


def test_a_wrong_number_is_found_and_repaired(ann, nobody, capsys):
    shelf = CollectionFactory(owner=ann)
    BookmarkFactory(owner=ann, collections=[shelf], tags=["a", "b/c"])
    before = set(TagTally.objects.values_list("tag", "path", "kept", "listed", "latest"))
    CollectionTally.objects.update(shared=7)
    PersonTally.objects.update(kept=0)
    TagTally.objects.update(listed=3)
    with pytest.raises(CommandError, match="wrong"):
        call_command("recount")
    call_command("recount", "--repair")
    assert shown(shelf, nobody) == 1
    assert count_kept(ann) == 1
    assert before == set(TagTally.objects.values_list("tag", "path", "kept", "listed", "latest"))
    call_command("recount")
    assert "bookmarks_collectiontally: 0 wrong" in capsys.readouterr().out


class World:
    """Three people, a small tree, and whatever chance does with them."""

    def __init__(self, seed):
        self.chance = Random(seed)
        self.people = [PersonFactory() for _ in range(3)]
        top = CollectionFactory(owner=self.people[0])
        self.tree = [top, CollectionFactory(owner=self.people[0], parent=top)]
        self.other = CollectionFactory(owner=self.people[1])

    def any(self, queryset):
        return self.chance.choice([*queryset] or [None])

    def step(self):
        bookmark = self.any(Bookmark.objects.order_by("pk"))
        act = self.chance.choice(
            [self.save, self.save, self.change, self.place, self.take, self.end, self.tag]
        )
        act(bookmark)

    def save(self, _):
        shelves = self.chance.sample([*self.tree, self.other], self.chance.randrange(3))
        audience = self.chance.choice(["public", "collections", "private"])
        owner = self.chance.choice(self.people)
        tags = self.chance.sample(["a", "a/b", "b"], self.chance.randrange(3))
        BookmarkFactory(owner=owner, audience=audience, collections=shelves, tags=tags)

    def tag(self, bookmark):
        tags = Tag.objects.named(["a", "a/b", "c"])
        tagging = self.any(Tagging.objects.order_by("pk"))
        match self.chance.randrange(4):
            case 0 if tagging:
                tagging.delete()
            case 1 if tagging:
                Tagging.objects.filter(pk=tagging.pk).update(tag=Tag.objects.named(["d"])[0])
                Tagging.objects.filter(tag__name="d").delete()
            case 2 if bookmark:
                new = [Tagging(tag=tag, content_object=bookmark) for tag in tags]
                Tagging.objects.bulk_create(new, ignore_conflicts=True)

    def change(self, bookmark):
        when = self.chance.choice([None, NOON, NOON + timedelta(days=1)])
        audience = self.chance.choice(["public", "collections", "private"])
        fields = [("audience", audience), ("trashed_at", when), ("hidden_at", when)]
        flags = [("is_blocked", when is not None), ("is_held", when is not None)]
        field, value = self.chance.choice([*fields, *flags])
        some = Bookmark.objects.filter(pk__lte=bookmark.pk if bookmark else 0)
        some.update(**{field: value})

    def place(self, bookmark):
        shelf = self.chance.choice([*self.tree, self.other])
        item = CollectionItem(
            collection=shelf, bookmark=bookmark, position=1, saved_at=NOON, added_at=NOON
        )
        if bookmark:
            CollectionItem.objects.bulk_create([item], ignore_conflicts=True)

    def take(self, _):
        item = self.any(CollectionItem.objects.order_by("pk"))
        if item:
            item.delete()

    def end(self, bookmark):
        if bookmark:
            bookmark.delete()
        person = self.chance.choice(self.people)
        User.objects.filter(pk=person.pk).update(suspended_at=self.chance.choice([None, NOON]))


def counted(listing):
    return len(set(listing.page(size=10_000).ids))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_numbers_are_those_of_the_rows(seed):
    world = World(seed)
    for _ in range(40):
        world.step()
    assert recount() == {
        "bookmarks_persontally": 0,
        "bookmarks_collectiontally": 0,
        "bookmarks_tagtally": 0,
        "bookmarks_doubled": 0,
    }
    top, child = world.tree
    for viewer in (*User.objects.all(), AnonymousUser()):
        if Collection.objects.visible_to(viewer).filter(pk=top.pk).exists():
            listed = counted(of_collection(top, [child], viewer))
            assert count_together(top, [child], viewer) == listed
        for person in world.people:
            assert count_listed(person, viewer) == counted(of_person(person, viewer))
    for person in world.people:
        assert count_kept(person) == counted(of_library(person))


def close_after(work):
    try:
        work()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_the_numbers_stay_true_while_many_change_the_same_bookmarks_at_once():
    owner = PersonFactory()
    shelves = [CollectionFactory(owner=owner) for _ in range(3)]
    bookmarks = [BookmarkFactory(owner=owner) for _ in range(5)]

    def toggle(n):
        audience = ["public", "private"][n % 2]
        Bookmark.objects.filter(pk=bookmarks[n % 5].pk).update(audience=audience)

    def put(n):
        item = {"collection": shelves[n % 3], "bookmark": bookmarks[n % 5]}
        CollectionItem.objects.get_or_create(
            **item, defaults={"position": n, "saved_at": NOON, "added_at": NOON}
        )

    def take(n):
        CollectionItem.objects.filter(bookmark=bookmarks[n % 5], collection=shelves[n % 3]).delete()

    def retag(n):
        # Two of them in opposite orders: who does it one statement after the other waits, no more.
        with transaction.atomic():
            bookmark = Bookmark.objects.select_for_update().get(pk=bookmarks[n % 5].pk)
            set_tags(bookmark, ["a", "b"] if n % 2 else ["c", f"d{n % 3}"])

    works = [partial(act, n) for n in range(40) for act in (toggle, put, take, retag)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(close_after, works))
    assert not any(recount().values())
