"""Work of moderators that begins, holds, and is taken back: by a worker, in batches, both ways."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.models.work import Work


class ReversibleWork(Work):
    """Whoever inherits has `found` as well: how much there is to look at."""

    class State(models.TextChoices):
        READY = "ready", _("Waiting for you to confirm")
        BEGINNING = "beginning", _("Going live")
        LIVE = "live", _("Live")
        ENDING = "ending", _("Being taken back")
        ENDED = "ended", _("Taken back")

    WORKING = (State.BEGINNING, State.ENDING)
    LIVE = (State.BEGINNING, State.LIVE)

    state = models.CharField(_("state"), max_length=9, choices=State, default=State.READY)
    # Who asked for it, and who began and ended it: accounts may be gone.
    by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    requested_at = models.DateTimeField(_("asked for"))
    live_at = models.DateTimeField(_("live since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    # Of which the mark was changed since it began or ended.
    changed = models.PositiveIntegerField(_("bookmarks changed"), default=0)
    # The last row that was looked at.
    cursor_id = models.BigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE
