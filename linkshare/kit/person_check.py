"""Telling people from programs that fill in forms, without a script and without asking anybody.

The form carries when it was made, signed for one purpose: who answers sooner than a person can
read is asked once more, as is who comes back hours later. A field that nobody sees stays empty.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext_lazy as _

SOONEST = 3
LATEST = 3 * 60 * 60


class PersonCheck(forms.Form):
    """To be mixed in. `purpose`: what the form is about; its stamp opens no other."""

    purpose = "form"
    soonest = SOONEST
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    made = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose = purpose

    def stamp(self) -> str:
        """For the hidden field of the page that is shown now."""
        return self._signer().sign("made")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("website"):
            raise ValidationError(_("Please leave the last field empty."), code="not_a_person")
        self._check_time(cleaned.get("made", ""))
        return cleaned

    def _check_time(self, made: str) -> None:
        signer = self._signer()
        try:
            signer.unsign(made, max_age=LATEST)
        except SignatureExpired as error:
            raise ValidationError(
                _("This page was open for long. Send it again."), "old"
            ) from error
        except BadSignature as error:
            raise ValidationError(_("Please send it once more."), code="unsigned") from error
        if self._is_too_soon(made):
            raise ValidationError(_("That was quick. Please read it over and send it."), "quick")

    def _is_too_soon(self, made: str) -> bool:
        try:
            self._signer().unsign(made, max_age=self.soonest)
        except SignatureExpired:
            return False
        return True

    def _signer(self) -> TimestampSigner:
        return TimestampSigner(salt=f"person-check:{self.purpose}")
