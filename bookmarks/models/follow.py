"""Following: what a person wants to see the next of."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.models.collection import Collection


class Follow(models.Model):
    """Of one collection or of one person."""

    follower = models.ForeignKey(User, on_delete=models.CASCADE, related_name="follows")
    collection = models.ForeignKey(
        Collection, null=True, on_delete=models.CASCADE, related_name="followers"
    )
    person = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="followers")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("follow")
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "collection"], name="a_collection_is_followed_once"
            ),
            models.UniqueConstraint(
                fields=["follower", "person"], name="a_person_is_followed_once"
            ),
            models.CheckConstraint(
                condition=Q(collection__isnull=True) ^ Q(person__isnull=True),
                name="a_follow_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("follower")),
                name="nobody_follows_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} → {self.collection_id or self.person_id}"
