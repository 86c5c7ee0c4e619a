"""Texts of several lines."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """Browsers end each line of a text area by two characters, which count as one on the page.

    Kept as one, what is typed here equals what comes in a file and goes out in one.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else text
