"""What waits for a look before anybody but its owner sees it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.models.bookmark import Bookmark


class HoldQuerySet(models.QuerySet["Hold"]):
    def waiting(self) -> Self:
        return self.filter(state=Hold.State.WAITING)

    def to_decide(self) -> Self:
        """Of the suspended nothing is shown, whatever is said of it."""
        return self.waiting().filter(owner__suspended_at=None)

    def by_trust(self) -> Self:
        """Those that end by themselves when their owner is no longer new."""
        return self.filter(cause__in=Hold.BY_TRUST)


class Hold(models.Model):
    """While it waits, its bookmark `is_held`: the two are changed together."""

    class Cause(models.TextChoices):
        MANY = "many", _("many links in a day, of a new account")
        UNSEEN = "unseen", _("a site that is new here, of a new account")
        CROWDED = "crowded", _("many new accounts save from its site")
        SITE = "site", _("its site is under review")
        WORDS = "words", _("what it says, or its address, is watched")

    BY_TRUST = (Cause.MANY, Cause.UNSEEN, Cause.CROWDED)

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Hidden")
        OVER = "over", _("Over, since its owner is no longer new")

    bookmark = models.OneToOneField(Bookmark, on_delete=models.CASCADE, related_name="hold")
    # Repeats the bookmark's, so that one index tells how somebody's were decided.
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    cause = models.CharField(_("why"), max_length=8, choices=Cause)
    rule = models.CharField(_("rule"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    held_at = models.DateTimeField(_("since"))
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("link that waits for a look")
        verbose_name_plural = _("links that wait for a look")
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=["many", "unseen", "crowded", "site", "words"]),
                name="hold_cause_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "approved", "refused", "over"]),
                name="hold_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="hold_queue"),
            models.Index(fields=["owner", "state"], name="hold_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.bookmark_id}: {self.cause}"
