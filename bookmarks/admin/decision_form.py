"""What a moderator sends from a case."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks import moderation
from bookmarks.models import ModerationEntry, PresetReason, Tag
from bookmarks.models.case import author_of
from bookmarks.models.moderation import Target
from bookmarks.moderation.effects import EFFECTS

Action = ModerationEntry.Action
REASON_LABEL = _("Reason, which the author will read, and everybody in the public log")


class ReasonForm(forms.Form):
    """`said`: the preset reason and the moderator's own words."""

    preset = forms.ModelChoiceField(
        PresetReason.objects.order_by("position", "pk"), label=_("Preset reason"), required=False
    )
    reason = forms.CharField(
        label=REASON_LABEL, max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        preset = cleaned.get("preset")
        said = [preset.text if preset else "", (cleaned.get("reason") or "").strip()]
        cleaned["said"] = "\n\n".join(filter(None, said))
        if not cleaned["said"] and self.must_say(cleaned):
            self.add_error("reason", _("Please say why: the author is told."))
        return cleaned

    def must_say(self, _cleaned: dict[str, Any]) -> bool:
        return True


class DecisionForm(ReasonForm):
    """`seen` is the version of the case that the moderator had before them."""

    action = forms.ChoiceField(
        choices=[(name, name) for name in (*EFFECTS, "undo")], widget=forms.HiddenInput
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)
    until = forms.DateField(
        label=_("Suspended until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    tag = forms.ModelChoiceField(
        label=_("Which tag"), queryset=Tag.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, tags: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].queryset = Tag.objects.none() if tags is None else tags  # type: ignore[attr-defined]  # a model's

    def must_say(self, cleaned: dict[str, Any]) -> bool:
        return cleaned.get("action") in ModerationEntry.STRIKES

    def carry_out(self, target: Target, by: User, at: datetime) -> ModerationEntry:
        """Raise moderation.NotAllowed, moderation.AlreadyDecided or moderation.Claimed."""
        sent = self.cleaned_data
        said: dict[str, Any] = {"by": by, "reason": sent["said"], "at": at}
        if sent["action"] == "undo":
            return moderation.undo(_entry(target, sent["entry"]), **said)
        if sent["action"] == Action.SUSPEND:
            said["until"] = _midnight(sent["until"], at)
        if sent["action"] == Action.UNTAG:
            said["tag"] = sent["tag"]
        order = moderation.Order(sent["action"], **said)
        return moderation.act(target, order, seen=sent["seen"])


def _entry(target: Target, pk: int | None) -> ModerationEntry:
    author = author_of(target)
    about = ModerationEntry.objects.about(target)
    if author:
        about = ModerationEntry.objects.filter(person=author)
    entry = about.filter(pk=pk).first() if pk else None
    if entry is None:
        raise moderation.NotAllowed(_("There is no such entry about this author."))
    return entry


def _midnight(day: Any, at: datetime) -> datetime | None:
    """The beginning of the day, where the moderator is."""
    if day is None:
        return None
    return datetime.combine(day, datetime.min.time(), tzinfo=at.astimezone().tzinfo)
