"""Texts that are too long are said to be so, and stay as they were typed."""

from django.forms import BaseForm


def without_maxlength(form: BaseForm) -> None:
    """A browser cuts what is pasted at `maxlength` without a word; the server says how much."""
    for field in form.fields.values():
        field.widget.attrs.pop("maxlength", None)
