"""To whom a link is sent, and with which words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.models.sent import MESSAGE_MAX
from bookmarks.sending import recipients_of

OFFERED = 100


class SendForm(forms.Form):
    to = forms.CharField(
        label=_("Name of the person"),
        max_length=31,
        widget=forms.TextInput(attrs={"list": "recipients", "autocomplete": "off"}),
    )
    message = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=MESSAGE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, sender: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sender = sender

    def offered(self) -> list[str]:
        """Names to choose from."""
        near = recipients_of(self._sender).order_by("handle")
        return list(near.values_list("handle", flat=True)[:OFFERED])

    def clean_to(self) -> User:
        handle = self.cleaned_data["to"].strip().lstrip("@")
        person = User.objects.called(handle).filter(is_active=True).first()
        if person is None:
            raise ValidationError(_("There is nobody with this name."))
        return person
