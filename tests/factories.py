"""Things to test with. Each makes a whole, valid row; a test names only what it is about."""

import importlib
from datetime import UTC, datetime, timedelta

import factory
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from accounts.models import User
from bookmarks.addresses import host_of
from bookmarks.models import (
    Bookmark,
    Collection,
    CollectionItem,
    CollectionMember,
    Follow,
    Link,
    Picture,
    PictureFiles,
    Report,
    Tag,
    Tagging,
)
from bookmarks.moderation import Source, file_report

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"


def minutes_after_noon(n: int) -> datetime:
    return NOON + timedelta(minutes=n)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    handle = factory.Sequence(lambda n: f"person-{n}")
    email = factory.LazyAttribute(lambda person: f"{person.handle}@example.org")
    verified_at = NOON
    # Long enough ago not to be new.
    date_joined = NOON - timedelta(days=400)
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def address(self, create, extracted, **kwargs):
        """allauth's own row for the mail address, verified when the person is."""
        self.emailaddress_set.get_or_create(
            email=self.email,
            defaults={"primary": True, "verified": self.verified_at is not None},
        )


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = Link
        django_get_or_create = ("url",)

    url = factory.Sequence(lambda n: f"https://example.org/{n}")
    host = factory.LazyAttribute(lambda link: host_of(link.url))
    title = factory.Sequence(lambda n: f"Page {n}")
    excerpt = "What the page says of itself."
    state = Link.State.OK
    created_at = NOON


class PictureFactory(DjangoModelFactory):
    """A cover that we have, unless the test says `role="favicon"` or `files=None`."""

    class Meta:
        model = Picture

    role = Picture.Role.COVER
    url = factory.Sequence(lambda n: f"https://pictures.example/{n}.png")
    host = "pictures.example"
    state = factory.LazyAttribute(lambda one: "ok" if one.files else "waiting")
    files = factory.LazyFunction(lambda: PictureFiles.objects.create(kept_until=NOON))
    width, height = 600, 400
    wanted_at = NOON


class BookmarkFactory(DjangoModelFactory):
    class Meta:
        model = Bookmark
        skip_postgeneration_save = True

    owner = factory.SubFactory(PersonFactory)
    link = factory.SubFactory(LinkFactory)
    saved_at = factory.Sequence(minutes_after_noon)
    changed_at = factory.SelfAttribute("saved_at")

    @factory.post_generation
    def collections(self, create, extracted, **kwargs):
        for collection in extracted or ():
            place(self, collection)

    @factory.post_generation
    def tags(self, create, extracted, **kwargs):
        for tag in Tag.objects.named(extracted or ()):
            Tagging.objects.create(tag=tag, content_object=self)


class CollectionFactory(DjangoModelFactory):
    class Meta:
        model = Collection

    owner = factory.SubFactory(PersonFactory)
    title = factory.Sequence(lambda n: f"Collection {n}")
    slug = factory.LazyAttribute(lambda collection: slugify(collection.title))
    created_at = NOON
    changed_at = NOON


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = CollectionMember

    collection = factory.SubFactory(CollectionFactory)
    person = factory.SubFactory(PersonFactory)
    added_at = NOON


class FollowFactory(DjangoModelFactory):
    class Meta:
        model = Follow

    follower = factory.SubFactory(PersonFactory)
    created_at = NOON


def place(bookmark: Bookmark, collection: Collection) -> CollectionItem:
    return CollectionItem.objects.create(
        collection=collection,
        bookmark=bookmark,
        position=CollectionItem.top_of(collection.pk),
        saved_at=bookmark.saved_at,
        added_at=bookmark.saved_at,
    )


class ReportFactory(DjangoModelFactory):
    """Of a bookmark, unless the test says `target=...`.

    Made by the site's own verb, so that the case is as it would be.
    """

    class Meta:
        model = Report

    reporter = factory.SubFactory(PersonFactory)
    target = factory.SubFactory(BookmarkFactory)
    reason = Report.Reason.SPAM
    created_at = NOON
    note = ""

    @classmethod
    def _create(cls, model_class, *, target, reporter, created_at, **said):
        return file_report(target, Source(reporter=reporter), at=created_at, **said)[0]


def make_moderator(**fields):
    return make_staff("Moderators", **fields)


def make_staff(group: str, **fields):
    """The groups come from a migration; a test that empties the tables takes them away."""
    migration = importlib.import_module("bookmarks.migrations.0037_roles")
    migration.make_groups(apps, None)
    person = PersonFactory(is_staff=True, **fields)
    person.groups.add(Group.objects.get(name=group))
    return person
