"""What people say of the bookmarks that they bring."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.collecting import places_of
from bookmarks.forms import refuse_control_characters
from bookmarks.models import Collection
from bookmarks.portability.formats.text import SAMPLE_BYTES, is_text
from bookmarks.tag_fields import TagsField

UPLOAD_MAX_MB = 200
PASTE_MAX = 2_000_000
_NAMES = ".html,.htm,.csv,.json,.jsonl,.xml,.opml,.xbel,.txt,.md,text/*"


class UploadForm(forms.Form):
    """A file, or addresses that were pasted."""

    file = forms.FileField(
        label=_("File of bookmarks"),
        required=False,
        help_text=_(
            "The HTML file that your browser or bookmarking site exports, or its CSV, JSON or XML: "
            "Pinboard, Raindrop, Pocket, Instapaper and others."
        ),
        widget=forms.FileInput(attrs={"accept": _NAMES}),
    )
    addresses = forms.CharField(
        label=_("Or a list of addresses"),
        required=False,
        max_length=PASTE_MAX,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("One a line."),
    )

    def clean_file(self) -> "File[Any] | None":
        file: File[Any] | None = self.cleaned_data["file"]
        if file and file.size > UPLOAD_MAX_MB * 1024 * 1024:
            raise ValidationError(_("The file is larger than %d MB.") % UPLOAD_MAX_MB)
        if file:
            refuse_what_is_no_text(file)
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not data.get("file") and not data.get("addresses", "").strip():
            raise ValidationError(_("Choose a file, or paste some addresses."))
        return data

    def upload(self) -> "tuple[File[Any], str]":
        """What is to be imported, and what to call it."""
        file = self.cleaned_data["file"]
        if file:
            return file, str(file.name)
        return ContentFile(self.cleaned_data["addresses"].encode()), str(_("Pasted addresses"))


def refuse_what_is_no_text(file: "File[Any]") -> None:
    """Raise ValidationError."""
    start = file.read(SAMPLE_BYTES)
    file.seek(0)
    if start.startswith((b"PK", b"\x1f\x8b")):
        message = _("This is an archive. Unpack it, and choose the file of bookmarks in it.")
        raise ValidationError(message, code="archive")
    if not is_text(start):
        message = _("This is no file of text. Choose one that your browser or site exports.")
        raise ValidationError(message, code="no_text")


class ChoicesForm(forms.Form):
    """Where the bookmarks go, who sees them, and what tags they get."""

    collection = forms.ModelChoiceField(
        label=_("Put them in"),
        queryset=Collection.objects.none(),
        required=False,
        empty_label=_("— no collection —"),
    )
    makes_collections = forms.BooleanField(
        label=_("Make a collection of each folder"), required=False, initial=True
    )
    audience = forms.ChoiceField(
        label=_("Who sees them"),
        choices=[*Audience.choices, ("file", _("As the file says"))],
        initial=Audience.PRIVATE,
        widget=forms.RadioSelect,
        help_text=_("A file of a browser says nothing of it: then only you see them."),
    )
    tags = TagsField(
        label=_("Tags for all of them"),
        required=False,
        validators=[refuse_control_characters],
        help_text=_("Separated by commas, as: python, web design"),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["collection"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Collection.objects.editable_by(person)
        # By the whole way: browsers have many folders of one name.
        field.choices = [("", field.empty_label or ""), *places_of(person)]

    def choices(self) -> dict[str, object]:
        return {**self.cleaned_data, "tags": list(self.cleaned_data["tags"])}
