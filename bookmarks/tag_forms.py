"""What people say of their tags."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bookmarks.forms import refuse_control_characters
from bookmarks.models import Tag
from bookmarks.tag_fields import TagsField
from bookmarks.tag_names import folded
from bookmarks.tagging.aliases import ALIASES_MAX, NoAlias

_NO_ALIAS = {
    "same": _("A tag stands for itself already. Please type two tags."),
    "circle": _("“%(name)s” stands for this tag already; it cannot be both."),
    "many": _("There are %(max)d aliases already, which is as many as there can be."),
}


class TagField(TagsField):
    """Just one tag; cleans to its name."""

    def clean(self, value: Any) -> Any:
        names = super().clean(value)
        if len(names) > 1:
            raise ValidationError(_("Please give one tag, without a comma."), code="one_tag")
        return names[0] if names else ""


def _one_tag(label: Any, help_text: Any = "", **attrs: str) -> TagField:
    return TagField(
        label=label,
        help_text=help_text,
        validators=[refuse_control_characters],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", **attrs}),
    )


class AliasWords(forms.Form):
    """One word for another."""

    name = _one_tag(_("This word"), placeholder="js")
    meant = _one_tag(_("stands for the tag"), placeholder="javascript")

    def clean_name(self) -> str:
        return _given(self.cleaned_data["name"])

    def clean_meant(self) -> str:
        return _given(self.cleaned_data["meant"])

    def refuse(self, error: NoAlias) -> None:
        text = _NO_ALIAS[error.code] % {"name": error.name, "max": ALIASES_MAX}
        self.add_error("name" if error.code == "many" else "meant", text)


class AliasForm(AliasWords):
    retags = forms.BooleanField(
        label=_("Also change it on the bookmarks that have it now; you will see them first"),
        required=False,
        initial=True,
    )


def _given(name: str) -> str:
    """White space and a lone # are nothing."""
    if not name:
        raise ValidationError(_now("Please type a tag."), code="required")
    return name


class RenameForm(forms.Form):
    """What one tag is called from now on, or several become."""

    name = _one_tag(_("New name"))

    def __init__(self, *args: Any, chosen: Sequence[str], tags: Sequence[Tag], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._chosen = chosen
        names = [tag.name for tag in tags if tag.slug in chosen]
        field = self.fields["name"]
        if len(chosen) > 1:
            field.label = _("They become")
        field.initial = names[0] if names else chosen[0]

    def clean_name(self) -> str:
        name = _given(self.cleaned_data["name"])
        if [folded(name)] == list(self._chosen):
            raise ValidationError(
                _now("This is the same tag. How it is spelled is the same for everybody."),
                code="same",
            )
        return name


class DeletionForm(forms.Form):
    with_below = forms.BooleanField(label=_("Also delete the tags below"), required=False)

    def __init__(self, *args: Any, chosen: Sequence[str], tags: Sequence[Tag], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if all(tag.slug in chosen for tag in tags):
            self.fields["with_below"].widget = forms.HiddenInput()
        elif not any(tag.slug in chosen for tag in tags):
            # Only a beginning of names: without them there is nothing to delete.
            self.fields["with_below"].initial = True
