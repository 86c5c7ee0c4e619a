"""What the site tells one person: of moderators' acts, and of what others did."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.block import not_blocked
from bookmarks.models.bookmark import Bookmark
from bookmarks.models.collection import Collection
from bookmarks.models.moderation import ModerationEntry


class NoticeQuerySet(models.QuerySet["Notice"]):
    def for_person(self, person: User) -> Self:
        """Theirs; not of somebody who was suspended, or with whom there is a block."""
        may_speak = Q(actor__may_publish=True) & not_blocked(person, "actor")
        return self.filter(Q(actor__isnull=True) | may_speak, recipient=person)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def for_reading(self) -> Self:
        """With all that a page or a mail says of one."""
        return self.select_related("entry__appeal", "entry__undone_by", "actor")

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Notice(models.Model):
    """Of a moderator's act, in words; or of what another person, the actor, did, in keys."""

    class Kind(models.TextChoices):
        MODERATION = "moderation", _("what moderators decided")
        FOLLOWER = "follower", _("a new follower")
        INVITATION = "invitation", _("an invitation")
        SENT = "sent", _("something sent to me")
        SAVED = "saved", _("somebody saved from me")

    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MODERATION)
    entry = models.ForeignKey(
        ModerationEntry, null=True, on_delete=models.PROTECT, related_name="notices"
    )
    actor = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    # What was followed, or is to be joined.
    collection = models.ForeignKey(
        Collection, null=True, on_delete=models.CASCADE, related_name="+"
    )
    # What was sent; or what of the recipient's own was saved.
    bookmark = models.ForeignKey(Bookmark, null=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("text"), blank=True)
    created_at = models.DateTimeField(_("when"))
    read_at = models.DateTimeField(_("read"), null=True)
    # When it goes out by mail; empty if it is not to, and once it did.
    mail_due_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "entry"], name="one_notice_an_entry"),
            models.UniqueConstraint(
                "recipient",
                "kind",
                "actor",
                Coalesce("collection", 0),
                Coalesce("bookmark", 0),
                condition=~Q(kind="moderation"),
                name="what_somebody_did_is_told_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="moderation", entry__isnull=False, actor__isnull=True)
                | (
                    Q(kind__in=["follower", "invitation", "sent", "saved"])
                    & Q(entry__isnull=True, actor__isnull=False)
                ),
                name="a_notice_is_of_an_entry_or_an_actor",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_newest"),
            models.Index(
                fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(
                fields=["mail_due_at"],
                condition=Q(mail_due_at__isnull=False),
                name="notice_mail_due",
            ),
        ]

    def __str__(self) -> str:
        return self.text or f"{self.kind}: {self.actor_id}"
