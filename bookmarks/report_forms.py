"""What a report says."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bookmarks.models import Report
from linkshare.kit.pasting import without_maxlength
from linkshare.kit.person_check import PersonCheck

if TYPE_CHECKING:
    ReportModelForm = forms.ModelForm[Report]
else:
    ReportModelForm = forms.ModelForm


class ReportForm(ReportModelForm):
    class Meta:
        model = Report
        fields = ["reason", "note"]
        labels = {"reason": _("What is wrong with it?"), "note": _("In your words")}
        widgets = {"reason": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = Report.Reason.choices  # type: ignore[attr-defined]
        without_maxlength(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == Report.Reason.OTHER and not cleaned.get("note", "").strip():
            self.add_error("note", _("Please say what is wrong."))
        return cleaned


class VisitorReportForm(PersonCheck, ReportForm):
    """Of who is signed out."""


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("Why is the decision wrong?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
