"""What moderators write for themselves and each other."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class PersonNote(models.Model):
    """About a person, for the eyes of moderators alone."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("note"), max_length=2000)
    created_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("note about a person")
        verbose_name_plural = _("notes about people")
        indexes = [models.Index(fields=["person", "-id"], name="person_note_newest")]

    def __str__(self) -> str:
        return self.text


class PresetReason(models.Model):
    """A reason that is given often; the author reads `text`."""

    label = models.CharField(_("short"), max_length=60, unique=True)
    text = models.TextField(_("what the author reads"), max_length=1000)
    position = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("preset reason")
        verbose_name_plural = _("preset reasons")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_preset_reason_says_something")
        ]

    def __str__(self) -> str:
        return self.label
