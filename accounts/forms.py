"""What people type about themselves."""

import unicodedata
import zoneinfo
from typing import TYPE_CHECKING, Any

from allauth.account.forms import ResetPasswordForm, SignupForm
from allauth.account.internal.templatekit import get_entrance_context_data
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts import handles
from accounts.models import User
from accounts.models.user import HANDLE_MAX, HANDLE_VALIDATORS
from accounts.signing_up import CodeGone
from linkshare.kit.pasting import without_maxlength

# Django's own class takes no parameter at run time.
if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
else:
    UserModelForm = forms.ModelForm

HANDLE_HELP = gettext_lazy(
    "Your public address begins with it: letters, digits, - and _. You can change it later."
)


class SignUpForm(SignupForm):  # type: ignore[misc]
    """Name, mail address and a password, once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_sign_up(self)

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """As allauth's, in one transaction; a name taken this very moment is said at its field."""
        try:
            with transaction.atomic():
                return super().try_save(request)  # type: ignore[no-any-return]
        except (IntegrityError, CodeGone) as error:
            is_late = isinstance(error, CodeGone)
            text = str(error) if is_late else _("Somebody already has this name.")
            self.add_error(None if is_late else "username", text)
            context = {"form": self} | get_entrance_context_data(request)
            return None, render(request, "account/signup.html", context)


class NewPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """allauth's, which also serves who asked for deletion and forgot the password since."""

    users: list[User]

    def clean_email(self) -> str:
        email: str = super().clean_email()
        leaving = User.objects.filter(is_active=False, delete_after__isnull=False)
        self.users = [*self.users, *leaving.filter(emailaddress__email=email.lower())]
        return email


class ProfileForm(UserModelForm):
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))

    class Meta:
        model = User
        fields = ["name", "bio", "time_zone", "default_audience", "shows_followers"]
        labels = {
            "name": gettext_lazy("Display name"),
            "bio": gettext_lazy("About me"),
            "default_audience": gettext_lazy("Who sees what I save"),
        }
        widgets = {
            "bio": forms.Textarea(attrs={"rows": 4}),
            "default_audience": forms.RadioSelect,
        }
        help_texts = {"bio": gettext_lazy("Shown on your page.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = time_zone_choices()
        without_maxlength(self)

    def clean_name(self) -> str:
        """Invisible characters would let one person pass for another."""
        name: str = self.cleaned_data["name"]
        visible = (c if unicodedata.category(c)[0] not in "CZ" else " " for c in name)
        return " ".join("".join(visible).split())


class HandleForm(forms.Form):
    handle = forms.CharField(
        label=gettext_lazy("Name in your address"),
        max_length=HANDLE_MAX,
        validators=HANDLE_VALIDATORS,
        help_text=gettext_lazy("Letters, digits, - and _."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)
        self.fields["handle"].initial = person.handle

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"]
        if handles.is_taken(handle, by_other_than=self.person):
            raise ValidationError(_("Somebody already has this name."), code="unique")
        return handle


class DeletionForm(forms.Form):
    handle = forms.CharField(
        label=gettext_lazy("To be sure, type your name"), max_length=HANDLE_MAX + 1
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"]
        if handle.removeprefix("@").lower() != self.person.handle.lower():
            raise ValidationError(
                _("This is not your name; yours is %(handle)s."),
                params={"handle": self.person.handle},
            )
        return handle


def time_zone_choices() -> list[tuple[str, str] | tuple[str, list[tuple[str, str]]]]:
    """UTC, then the places of each continent."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        region, _slash, place = name.partition("/")
        if place and region not in {"Etc", "SystemV", "posix", "right"}:
            regions.setdefault(region, []).append((name, place.replace("_", " ")))
    return [("UTC", "UTC"), *sorted(regions.items())]


def _describe_sign_up(form: forms.Form) -> None:
    """Our words on allauth's fields."""
    labels = {
        "username": gettext_lazy("Name"),
        "email": gettext_lazy("Mail address"),
        "password1": pgettext_lazy("to be chosen", "Password"),
    }
    for name, label in labels.items():
        form.fields[name].label = label
    form.fields["username"].widget.attrs.pop("placeholder", None)
    form.fields["username"].help_text = HANDLE_HELP
    form.fields["email"].help_text = gettext_lazy("Never shown to anybody.")
