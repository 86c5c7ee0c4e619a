"""How many bookmarks there are, without counting them: numbers that triggers keep true.

Everybody sees the same of a collection except for what is their own and for whom they blocked, so
one number for each person who has bookmarks in it is enough. `manage.py recount` proves them.
"""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Sum, When

from accounts.models import User, Viewer
from accounts.models.block import not_blocked
from bookmarks.models.bookmark import Bookmark
from bookmarks.models.collection import Collection


class CollectionTallyQuerySet(models.QuerySet["CollectionTally"]):
    def seen_in(self, collections: Iterable[int], viewer: Viewer) -> dict[int, int]:
        """How many bookmarks lie in each collection itself, by its id, for one who may open it."""
        rows = self.filter(collection__in=list(collections))
        seen = rows.annotate(seen=_seen_by(viewer)).values_list("collection_id")
        return dict(seen.annotate(n=Sum("seen")).values_list("collection_id", "n"))


class CollectionTally(models.Model):
    """One person's bookmarks in a collection: `kept` by them, `shared` with who may open it."""

    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, related_name="tallies", db_index=False
    )
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kept = models.IntegerField(default=0)
    shared = models.IntegerField(default=0)

    objects = CollectionTallyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "owner"], name="one_tally_a_collection_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} in {self.collection_id}: {self.kept}"


class PersonTallyQuerySet(models.QuerySet["PersonTally"]):
    def shown_to(self, viewer: Viewer) -> Self:
        """Of those whose page shows the viewer anything; one's own among them."""
        return self.filter(_or_own(of_others(viewer), viewer))

    def listed_to(self, viewer: Viewer) -> Self:
        """Of those of whom lists of the whole site speak."""
        return self.filter(listed_others(viewer))


class PersonTally(models.Model):
    """A person's bookmarks: `kept` by them, `listed` on their page."""

    owner = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="tally"
    )
    kept = models.IntegerField(default=0)
    listed = models.IntegerField(default=0)

    objects = PersonTallyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.kept}"


class Doubled(models.Model):
    """A bookmark that lies in more than one collection: in a sum of collections it counts twice."""

    bookmark = models.OneToOneField(
        Bookmark, primary_key=True, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )

    def __str__(self) -> str:
        return str(self.bookmark_id)


def _seen_by(viewer: Viewer) -> Case:
    others = When(of_others(viewer), then=F("shared"))
    if not isinstance(viewer, User):
        return Case(others, default=0)
    return Case(When(owner=viewer, then=F("kept")), others, default=0)


def of_others(viewer: Viewer) -> Q:
    """The part of `Bookmark.objects.visible_to` that is about the owner."""
    return _unblocked(Q(owner__may_publish=True), viewer)


def listed_others(viewer: Viewer) -> Q:
    """The part of `Bookmark.objects.listed_to` that is about the owner; one's own among them."""
    return _or_own(_unblocked(Q(owner__may_be_listed=True), viewer), viewer)


def _unblocked(others: Q, viewer: Viewer) -> Q:
    return others & not_blocked(viewer) if isinstance(viewer, User) else others


def _or_own(others: Q, viewer: Viewer) -> Q:
    return others | Q(owner=viewer) if isinstance(viewer, User) else others
