"""Words and addresses that moderators watch: what has them waits for a look."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class WatchedQuerySet(models.QuerySet["Watched"]):
    def live(self) -> Self:
        return self.filter(state=Watched.State.LIVE)


class Watched(models.Model):
    class Kind(models.TextChoices):
        WORDS = "words", _("Words in title, note or tags")
        TEXT = "text", _("A pattern in title, note or tags")
        ADDRESS = "address", _("A pattern in the address")

    class State(models.TextChoices):
        READY = "ready", _("Being tried")
        LIVE = "live", _("Live")
        ENDED = "ended", _("Taken back")

    kind = models.CharField(_("what is looked at"), max_length=7, choices=Kind, default=Kind.WORDS)
    pattern = models.CharField(
        _("words or pattern"),
        max_length=300,
        help_text=_(
            "Words stand for themselves, whatever the case. A pattern is a regular expression "
            "of RE2, which is never slow: neither look-around nor back-references."
        ),
    )
    comment = models.TextField(
        _("private comment"), max_length=2000, blank=True, help_text=_("For moderators.")
    )
    state = models.CharField(_("state"), max_length=5, choices=State, default=State.READY)
    by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("made"))
    live_at = models.DateTimeField(_("live since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("watched words")
        verbose_name_plural = _("watched words and addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["words", "text", "address"]), name="watched_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ready", "live", "ended"]), name="watched_state_known"
            ),
            models.CheckConstraint(condition=~Q(pattern=""), name="something_is_watched_for"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(state="live"), name="watched_live")]

    def __str__(self) -> str:
        return self.pattern
