"""Files that the site makes for a person."""

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User


def new_export_key() -> str:
    return get_random_string(32)


class DataExport(models.Model):
    """A person's request for all of their data, and the file that answers it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    key = models.CharField(max_length=32, unique=True, default=new_export_key, editable=False)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    file = models.FileField(_("file"), upload_to="exports/", blank=True)
    requested_at = models.DateTimeField(_("asked for"))
    ready_at = models.DateTimeField(_("ready"), null=True)

    class Meta:
        verbose_name = _("data export")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="waiting"), name="one_export_waits_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.state}"
