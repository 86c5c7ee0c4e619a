"""One act on many bookmarks, and what each of them was before."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.models.collection import Collection
from bookmarks.models.work import Work, WorkQuerySet


def new_change_key() -> str:
    return get_random_string(22)


class BulkChangeQuerySet(WorkQuerySet):
    def begun(self) -> "BulkChangeQuerySet":
        """Those that were confirmed; the others are previews."""
        return self.exclude(state=BulkChange.State.READY)


class BulkChange(Work):
    """What a person has done, or is about to do, to many of their bookmarks at once."""

    class Action(models.TextChoices):
        TAG = "tag", _("Add tags")
        UNTAG = "untag", _("Remove tags")
        ADD = "add", _("Add to a collection")
        MOVE = "move", _("Move to a collection")
        REMOVE = "remove", _("Take out of this collection")
        AUDIENCE = "audience", _("Change who sees them")
        TO_READ = "to-read", _("Mark as to read")
        READ = "read", _("Mark as read")
        FAVORITE = "favorite", _("Mark as favourite")
        UNFAVORITE = "unfavorite", _("Unmark as favourite")
        TRASH = "trash", _("Move to the trash")
        RESTORE = "restore", _("Restore from the trash")
        DELETE = "delete", _("Delete for good")
        MERGE = "merge", _("Merge duplicates")
        RETAG = "retag", _("Rename tags")
        DROP_TAGS = "drop-tags", _("Delete tags")
        COPY = "copy", _("Copy to mine")
        EDIT = "edit", _("Edit")

    class State(models.TextChoices):
        READY = "ready", _("Waiting for you to confirm")
        RUNNING = "running", _("Being changed")
        DONE = "done", _("Done")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    WORKING = (State.RUNNING, State.UNDOING)

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="bulk_changes", db_index=False
    )
    key = models.CharField(max_length=22, unique=True, default=new_change_key, editable=False)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.READY)
    requested_at = models.DateTimeField(_("asked for"))
    begun_at = models.DateTimeField(_("begun"), null=True)
    # The list that they were chosen from, to go back to.
    origin = models.CharField(max_length=4096, blank=True)

    action = models.CharField(_("action"), max_length=10, choices=Action)
    tags = models.JSONField(default=list, blank=True)
    audience = models.CharField(max_length=12, choices=Audience, blank=True)
    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Ids of the collections that they leave; None: all that the person may change.
    sources = models.JSONField(null=True, blank=True)
    # Its title or titles, for when the collection is gone.
    about = models.CharField(max_length=500, blank=True)

    # What was found when they were chosen.
    found = models.PositiveIntegerField(_("chosen"), default=0)
    same = models.PositiveIntegerField(_("already so"), default=0)
    others = models.PositiveIntegerField(_("of others"), default=0)
    # What became of them.
    changed = models.PositiveIntegerField(_("changed"), default=0)
    restored = models.PositiveIntegerField(_("restored"), default=0)
    left = models.PositiveIntegerField(_("left, for they were changed since"), default=0)

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of many bookmarks")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["ready", "running", "done", "undoing", "undone"]),
                name="bulk_state_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    action__in=[
                        *("tag", "untag", "add", "move", "remove", "audience", "to-read", "read"),
                        *("favorite", "unfavorite", "trash", "restore", "delete", "merge"),
                        *("retag", "drop-tags", "copy", "edit"),
                    ]
                ),
                name="bulk_action_known",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["", *Audience.values]), name="bulk_audience_known"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-requested_at", "-id"], name="bulk_newest"),
            models.Index(fields=["requested_at"], name="bulk_oldest"),
            models.Index(
                fields=["worked_at"],
                condition=Q(state__in=["running", "undoing"]),
                name="bulk_at_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.action}"

    @property
    def to_change(self) -> int:
        return max(0, self.found - self.same)

    @property
    def may_be_undone(self) -> bool:
        is_there = self.action != self.Action.DELETE and self.changed > 0
        return is_there and self.state == self.State.DONE


class BulkPart(models.Model):
    """Some hundred of the bookmarks, changed in one transaction; what they were stands here.

    `number`: how many of the change come before. `ids` of bookmarks, of a merge lists of ids;
    whoever was deleted meanwhile is not found by them. `before`: as the act writes it.
    """

    change = models.ForeignKey(
        BulkChange, on_delete=models.CASCADE, related_name="parts", db_index=False
    )
    number = models.PositiveIntegerField()
    ids: "models.JSONField[Any, Any]" = models.JSONField()
    before: "models.JSONField[Any, Any]" = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "number"], name="one_part_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.change_id} from {self.number}"
