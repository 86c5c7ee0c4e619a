"""Which mails a person wants."""

from typing import TYPE_CHECKING

from django import forms

from bookmarks.models import MailChoice

if TYPE_CHECKING:
    MailModelForm = forms.ModelForm[MailChoice]
else:
    MailModelForm = forms.ModelForm


class MailChoiceForm(MailModelForm):
    class Meta:
        model = MailChoice
        fields = ("digest", "moderation", "invitation", "sent", "follower", "saved")
