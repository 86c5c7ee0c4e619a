"""What a moderator sends from a case."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks import moderation
from bookmarks.admin.cases import author_of
from bookmarks.models import ModerationEntry, Report
from bookmarks.models.moderation import Target

ACTIONS = ("dismiss", "hide", "suspend", "undo")
TOLD = {"hide", "suspend"}


class DecisionForm(forms.Form):
    """`seen` is the version of the case that the moderator had before them."""

    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS], widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason, which the author will read, and everybody in the public log"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("action") in TOLD and not cleaned.get("reason"):
            self.add_error("reason", _("Please say why: the author is told."))
        return cleaned

    def carry_out(self, target: Target, by: User, at: datetime) -> ModerationEntry:
        """Raise moderation.NotAllowed or moderation.AlreadyDecided."""
        said: dict[str, Any] = {"by": by, "reason": self.cleaned_data["reason"], "at": at}
        action, seen = self.cleaned_data["action"], self.cleaned_data["seen"]
        if action == "undo":
            return moderation.undo(_entry(target, self.cleaned_data["entry"]), **said)
        if action == "suspend":
            return moderation.suspend(author_of(target), case=target, seen=seen, **said)
        if isinstance(target, User):
            raise moderation.NotAllowed(_("This is done to a bookmark or a collection."))
        if action == "hide":
            return moderation.hide(target, seen=seen, **said)
        return moderation.dismiss(_open_report(target), seen=seen, **said)


def _entry(target: Target, pk: int | None) -> ModerationEntry:
    about_them = ModerationEntry.objects.filter(person=author_of(target))
    entry = about_them.filter(pk=pk).first() if pk else None
    if entry is None:
        raise moderation.NotAllowed(_("There is no such entry about this author."))
    return entry


def _open_report(target: Target) -> Report:
    report = Report.objects.open().about(target).order_by("pk").first()
    if report is None:
        raise moderation.AlreadyDecided(ModerationEntry.objects.about(target).last())
    return report
