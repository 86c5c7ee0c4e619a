"""Somebody's bookmarks on their way in, and what became of each."""

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.models.bookmark import Bookmark
from bookmarks.models.collection import Collection, CollectionItem
from bookmarks.models.work import Work, WorkQuerySet


def new_import_key() -> str:
    return get_random_string(22)


class Import(Work):
    """A file of bookmarks on its way in."""

    class State(models.TextChoices):
        CHECKING = "checking", _("Being looked through")
        READY = "ready", _("Waiting for your choice")
        RUNNING = "running", _("Being imported")
        DONE = "done", _("Imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Could not be read")

    WORKING = (State.CHECKING, State.RUNNING, State.UNDOING)

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="imports")
    key = models.CharField(max_length=22, unique=True, default=new_import_key, editable=False)
    file = models.FileField(_("file"), upload_to="imports/", blank=True)
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.CHECKING)
    requested_at = models.DateTimeField(_("begun"))

    # What the look through the file found.
    found = models.PositiveIntegerField(_("entries"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    known = models.PositiveIntegerField(_("already there"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    folders = models.PositiveIntegerField(_("folders"), default=0)
    sample = models.JSONField(default=list, blank=True)

    # What the person chose.
    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    makes_collections = models.BooleanField(default=True)
    audience = models.CharField(
        max_length=12, choices=[*Audience.choices, ("file", "")], default=Audience.PRIVATE
    )
    tags = models.JSONField(default=list, blank=True)

    saved = models.PositiveIntegerField(_("saved"), default=0)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("checking", "ready", "running", "done"),
                        *("undoing", "undone", "failed"),
                    ]
                ),
                name="import_state_known",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=[*Audience.values, "file"]), name="import_audience_known"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-requested_at"], name="import_newest"),
            models.Index(
                fields=["worked_at"],
                condition=Q(state__in=["checking", "running", "undoing"]),
                name="import_at_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.name}"

    @property
    def is_hidden(self) -> bool:
        """Whether moderators have hidden all that it brought, or are about to."""
        return self.hidings.exclude(state="ended").exists()


class ImportRefusal(models.Model):
    """An entry that cannot be a bookmark, and why."""

    source = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="refusals", db_index=False
    )
    line = models.PositiveIntegerField(_("line"))
    address = models.CharField(_("address"), max_length=500, blank=True)
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        indexes = [models.Index(fields=["source", "line"], name="import_refusals")]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"


class ImportedBookmark(models.Model):
    """What an import did for one entry, so that it can be undone."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="imported")
    bookmark = models.ForeignKey(Bookmark, on_delete=models.CASCADE, related_name="+")
    is_new = models.BooleanField()
    item = models.ForeignKey(CollectionItem, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.bookmark_id} by {self.source_id}"


class ImportedCollection(models.Model):
    """A collection that an import made of a folder."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="made")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.collection_id} by {self.source_id}"
