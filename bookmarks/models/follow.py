"""Following: what a person wants to see the next of."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.models.collection import Collection
from bookmarks.models.tag import Tag

Followed = Collection | User | Tag


def _just_one() -> Q:
    names = ("collection", "person", "tag")
    is_one = Q()
    for one in names:
        is_one |= Q(**{f"{name}__isnull": name != one for name in names})
    return is_one


class Follow(models.Model):
    """Of one collection, one person or one tag, whoever uses it."""

    follower = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="follows", db_index=False
    )
    collection = models.ForeignKey(
        Collection, null=True, on_delete=models.CASCADE, related_name="followers"
    )
    person = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="followers")
    tag = models.ForeignKey(Tag, null=True, on_delete=models.CASCADE, related_name="followers")
    created_at = models.DateTimeField()
    muted_at = models.DateTimeField(_("muted since"), null=True, blank=True)

    class Meta:
        verbose_name = _("follow")
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "collection"], name="a_collection_is_followed_once"
            ),
            models.UniqueConstraint(
                fields=["follower", "person"], name="a_person_is_followed_once"
            ),
            models.UniqueConstraint(fields=["follower", "tag"], name="a_tag_is_followed_once"),
            models.CheckConstraint(condition=_just_one(), name="a_follow_is_of_one_thing"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("follower")),
                name="nobody_follows_themselves",
            ),
        ]
        indexes = [models.Index(fields=["follower", "-id"], name="follow_newest")]

    def __str__(self) -> str:
        return f"{self.follower_id} → {self.followed}"

    @property
    def followed(self) -> Followed:
        """Served from `select_related`."""
        found = self.collection or self.person or self.tag
        assert found
        return found


class FollowingMark(models.Model):
    """Up to which entry a person has seen what they follow: a place in that list."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="following_mark", primary_key=True
    )
    saved_at = models.DateTimeField()
    # No key of the bookmark's: it may go, its place stays one.
    bookmark_id = models.BigIntegerField()
    marked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("seen up to")

    def __str__(self) -> str:
        return f"{self.person_id} up to {self.saved_at}"

    @property
    def place(self) -> tuple[datetime, int]:
        return self.saved_at, self.bookmark_id
