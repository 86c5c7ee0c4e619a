"""All that one import brought, hidden by a moderator in one act.

It is a part of why a bookmark is hidden, beside the entries about the bookmark itself: see
`bookmarks.moderation.effects`.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookmarks.models.bookmark import Bookmark
from bookmarks.models.importing import Import
from bookmarks.models.moderation import ModerationEntry
from bookmarks.models.reversible import ReversibleWork
from bookmarks.models.work import WorkQuerySet


class ImportHidingQuerySet(WorkQuerySet):
    def live_over(self, bookmark: Bookmark) -> Self:
        """Of the import that brought it, while that stands."""
        live = self.filter(state__in=ImportHiding.LIVE)
        return live.filter(source__imported__bookmark=bookmark, source__imported__is_new=True)


class ImportHiding(ReversibleWork):
    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="hidings")
    # What stands in the log, and is appealed and undone.
    entry = models.OneToOneField(
        ModerationEntry, on_delete=models.PROTECT, related_name="import_hiding"
    )
    found = models.PositiveIntegerField(_("bookmarks"), default=0)

    objects = ImportHidingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=~Q(state="ended"), name="an_import_is_hidden_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ready", "beginning", "live", "ending", "ended"]),
                name="import_hiding_state_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["worked_at"],
                condition=Q(state__in=["beginning", "ending"]),
                name="import_hiding_at_work",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.state}"
