"""What one person sends to another: a link, with a few words."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.block import not_blocked
from bookmarks.models.bookmark import Bookmark
from bookmarks.models.link import Link

MESSAGE_MAX = 500


class SentQuerySet(models.QuerySet["Sent"]):
    def waiting_for(self, person: User) -> Self:
        """Their inbox: not of somebody who was suspended, or with whom there is a block."""
        may_speak = not_blocked(person, "sender")
        waiting = self.filter(recipient=person, answered_at__isnull=True)
        return waiting.filter(may_speak, sender__may_publish=True)


class Sent(models.Model):
    sender = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sent")
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="received")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="+")
    # The one that it was sent from: credited while the recipient may see it.
    bookmark = models.ForeignKey(Bookmark, null=True, on_delete=models.SET_NULL, related_name="+")
    message = models.TextField(_("message"), max_length=MESSAGE_MAX, blank=True)
    sent_at = models.DateTimeField()
    # When the recipient saved it or put it away.
    answered_at = models.DateTimeField(null=True)

    objects = SentQuerySet.as_manager()

    class Meta:
        verbose_name = _("sent link")
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "recipient", "link"],
                condition=Q(answered_at__isnull=True),
                name="a_link_waits_once_in_an_inbox",
            ),
            models.CheckConstraint(
                condition=~Q(sender=models.F("recipient")), name="nobody_sends_to_themselves"
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient", "-id"],
                condition=Q(answered_at__isnull=True),
                name="inbox_newest",
            ),
            models.Index(fields=["sender", "sent_at"], name="sent_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} → {self.recipient_id}: {self.link_id}"
