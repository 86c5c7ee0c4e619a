"""A person's public pages have a new revision after every change that they could show."""

from datetime import timedelta

import pytest
from django.db import models

from accounts.models import Block, User
from bookmarks.models import (
    Bookmark,
    Collection,
    CollectionItem,
    Follow,
    Link,
    LinkText,
    Mute,
    Picture,
    PictureFiles,
    Revision,
    Tag,
)
from bookmarks.moderation import hide
from bookmarks.search.indexing import sweep
from bookmarks.tagging.aliases import add_alias
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    MemberFactory,
    PersonFactory,
    make_moderator,
    place,
)

pytestmark = pytest.mark.django_db

# Not on any page: who fetches a link and when, how one logs in, what only its person sees.
UNSEEN = {
    Link: {
        "due_at",
        "is_awaited",
        "cause",
        "gave_up_at",
        "etag",
        "last_modified",
        "check_at",
        "failures",
        "failing_since",
        "attempts",
        "claim",
        "claimed_until",
        "fetched_at",
        "created_at",
        "url",
        "key",
        "host",
        "site_key",
    },
    User: {
        "password",
        "last_login",
        "language",  # a kept page is kept once a language
        "is_superuser",
        "date_joined",
        "may_publish",
        "may_be_listed",
        "suspended_until",  # these two change with suspended_at
        "banned_at",
    },
    Bookmark: {"reach"},
    # The first is that of a smart one: see below. The other changes with the audience.
    Collection: {"query", "unpublished_from"},
}
KINDS = (Link, User, Bookmark, Collection)


@pytest.fixture
def shelf(ann):
    return CollectionFactory(owner=ann, description="Before", icon="x")


@pytest.fixture
def bookmark(bob, shelf):
    """Somebody else's, on Ann's shelf."""
    return BookmarkFactory(owner=bob, collections=[shelf], tags=["django"])


def columns(model):
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and not f.is_relation]
    return [f.name for f in fields if f.name not in UNSEEN[model]]


def another(field, value):
    if field.choices:
        return next(choice for choice, _label in field.flatchoices if choice != value)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return (value or NOON) + timedelta(days=1)
    if field.name == "time_zone":
        return "Europe/Berlin"
    if isinstance(field, models.JSONField):
        return {"list": ["note"]}
    return value[:-1] or "x"


def row_of(model, bookmark, shelf):
    rows = {Link: bookmark.link, User: bookmark.owner, Bookmark: bookmark, Collection: shelf}
    return rows[model]


@pytest.mark.parametrize(
    ("model", "name"), [(model, name) for model in KINDS for name in columns(model)]
)
def test_every_column_that_a_page_may_show_makes_a_new_revision(model, name, bookmark, shelf):
    before = Revision.objects.of("ann")
    row = model.objects.get(pk=row_of(model, bookmark, shelf).pk)
    changed = another(model._meta.get_field(name), getattr(row, name))
    model.objects.filter(pk=row.pk).update(**{name: changed})
    assert Revision.objects.of("ann") != before


@pytest.mark.parametrize("role", ["cover", "favicon"])
def test_a_picture_that_comes_or_changes_makes_a_new_revision(role, bookmark):
    seen = [Revision.objects.of("ann")]
    picture = Picture.objects.create(role=role, url="https://a.example/", wanted_at=NOON)
    files = PictureFiles.objects.create(kept_until=NOON)
    for change in (
        lambda: Link.objects.update(**{role: picture}),
        lambda: Picture.objects.update(files=files),
        lambda: Picture.objects.update(width=400),
    ):
        change()
        seen.append(Revision.objects.of("ann"))
    assert len(set(seen)) == 4
    Picture.objects.update(due_at=NOON, attempts=3, wanted_at=NOON, reason="x")
    assert Revision.objects.of("ann") == seen[-1]


def test_another_text_of_a_page_makes_a_new_revision(bookmark):
    LinkText.objects.keep({bookmark.link_id: "Before"})
    before = Revision.objects.of("ann"), Revision.objects.of("bob")
    LinkText.objects.update(text="After")
    after = Revision.objects.of("ann"), Revision.objects.of("bob")
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_what_no_page_shows_makes_none(bookmark):
    before = Revision.objects.of("ann"), Revision.objects.of("bob")
    Link.objects.update(due_at=NOON, attempts=3, claimed_until=NOON)
    User.objects.update(last_login=NOON)
    assert (Revision.objects.of("ann"), Revision.objects.of("bob")) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda b, shelf: b.delete(),
        lambda b, shelf: LinkText.objects.keep({b.link_id: "What the page says."}),
        lambda b, shelf: CollectionItem.objects.all().delete(),
        lambda b, shelf: CollectionItem.objects.update(position=7),
        lambda b, shelf: place(BookmarkFactory(owner=b.owner), shelf),
        lambda b, shelf: b.taggings.all().delete(),
        lambda b, shelf: Tag.objects.update(name="Django"),
        lambda b, shelf: CollectionFactory(owner=shelf.owner, parent=shelf),
        lambda b, shelf: shelf.delete(),
        lambda b, shelf: FollowFactory(collection=shelf),
        lambda b, shelf: FollowFactory(person=shelf.owner),
        lambda b, shelf: BookmarkFactory(owner=shelf.owner),
        lambda b, shelf: MemberFactory(collection=shelf),
        lambda b, shelf: MemberFactory(person=shelf.owner),
        lambda b, shelf: FollowFactory(follower=shelf.owner, person=b.owner),
        lambda b, shelf: Block.objects.create(blocker=b.owner, blocked=shelf.owner),
        lambda b, shelf: Block.objects.create(blocker=shelf.owner, blocked=b.owner),
        lambda b, shelf: Mute.objects.create(owner=shelf.owner, person=b.owner, created_at=NOON),
        lambda b, shelf: add_alias(shelf.owner, "js", "javascript"),
        lambda b, shelf: add_alias(None, "js", "javascript"),
        lambda b, shelf: hide(shelf, by=make_moderator(), reason="Spam", at=NOON),
    ],
)
def test_rows_that_come_and_go_make_a_new_revision(change, bookmark, shelf):
    before = Revision.objects.of("ann")
    change(bookmark, shelf)
    assert Revision.objects.of("ann") != before


@pytest.mark.parametrize(
    "change",
    [
        lambda via: Bookmark.objects.filter(pk=via.pk).update(audience="private"),
        lambda via: User.objects.filter(pk=via.owner.pk).update(name="Another"),
        lambda via: via.owner.suspend(NOON),
        lambda via: via.delete(),
    ],
)
def test_whoever_credits_a_bookmark_has_a_new_revision_with_it(change, bookmark):
    via = BookmarkFactory()
    Bookmark.objects.filter(pk=bookmark.pk).update(via=via)
    before = Revision.objects.of("ann"), Revision.objects.of("bob")
    change(via)
    assert Revision.objects.of("ann") != before[0]
    assert Revision.objects.of("bob") != before[1]


def test_another_search_of_a_smart_collection_makes_a_new_revision(ann):
    smart = CollectionFactory(owner=ann, query="tea")
    before = Revision.objects.of("ann")
    Collection.objects.filter(pk=smart.pk).update(query="coffee")
    assert Revision.objects.of("ann") != before


def test_what_is_indexed_later_makes_a_new_revision_where_a_search_fills_a_collection(ann, bob):
    CollectionFactory(owner=ann, query="tea")
    for person in (ann, bob):
        BookmarkFactory(owner=person)
    before = Revision.objects.of("ann"), Revision.objects.of("bob")
    while sweep():
        pass
    after = Revision.objects.of("ann"), Revision.objects.of("bob")
    assert (after[0] != before[0], after[1] == before[1]) == (True, True)


def test_an_end_of_following_makes_a_new_revision(bookmark, shelf):
    FollowFactory(collection=shelf)
    before = Revision.objects.of("ann")
    Follow.objects.all().delete()
    assert Revision.objects.of("ann") != before


def test_a_name_in_another_case_has_the_same_revision_and_nobody_has_none(bookmark):
    assert Revision.objects.of("ANN") == Revision.objects.of("ann")
    assert Revision.objects.of("nobody") == ""
    assert Revision.objects.of("ann") != Revision.objects.of(PersonFactory().handle)


def test_folding_old_rows_never_leads_back_to_a_state_that_was(bookmark):
    seen = set()
    for n in range(100):
        Bookmark.objects.update(title=str(n))
        seen.add(Revision.objects.of("ann"))
    Revision.objects.fold()
    assert Revision.objects.of("ann") not in seen or not Revision.objects.filter(changes=0)
    assert Revision.objects.count() < 40
