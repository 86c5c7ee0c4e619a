"""The field that tags are typed into, in whichever form."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from bookmarks.tag_names import FOLDED_MAX, TAG_MAX, folded, has_address, spelled

TAGS_MAX = 100
SUGGESTED = "suggested"
# The commas of Chinese and Japanese too: no input method of theirs writes the other one first.
_COMMA = re.compile("[,，、\r\n]")
# Where one hash begins, another one parts: "#one #two", but "issue #4".
_HASHED = re.compile(r"\s+(?=#\S)")
_QUOTES = '"“”„'
_COMPLETED = {
    "data-completed": reverse_lazy("tags-completed"),
    "data-list": _("Suggestions"),
    "data-chosen": _("Chosen so far"),
    "data-remove": _("Remove {x}"),
    "data-removed": _("{x} removed"),
    "data-added": _("{x} added"),
}


class TagsInput(forms.TextInput):
    """What is typed, and the suggestions that were ticked beside it: to who looks, one text.

    static/js/tag-field.js makes chips of it and completes what is typed.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"autocapitalize": "none", "autocomplete": "off"}
        super().__init__({**usual, **_COMPLETED, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = data.get(name)
        ticked = data.getlist(SUGGESTED) if isinstance(data, QueryDict) else []
        return ", ".join(filter(None, (typed, *ticked))) if ticked else typed


class TagsField(forms.CharField):
    """Tags separated by commas; cleans to a tuple of names, each once whatever its case."""

    widget = TagsInput

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str | None) else ", ".join(value)

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value)
        names = [spelled(part.strip(_QUOTES).lstrip("#").strip(_QUOTES)) for part in _parts(text)]
        by_fold = {folded(name): name for name in reversed(names) if name}
        for fold, name in by_fold.items():
            _refuse_dots(name)
            _refuse_long(name, TAG_MAX)
            _refuse_long(fold, FOLDED_MAX)
        if len(by_fold) > TAGS_MAX:
            raise ValidationError(
                _("These are %(n)d tags; a bookmark has at most %(max)d."),
                params={"n": len(by_fold), "max": TAGS_MAX},
                code="too_many_tags",
            )
        return tuple(reversed(by_fold.values()))


def _parts(text: str) -> Iterator[str]:
    for part in map(str.strip, _COMMA.split(text)):
        yield from _HASHED.split(part) if part.startswith("#") else [part]


def _refuse_dots(tag: str) -> None:
    if not has_address(tag):
        raise ValidationError(
            _("“%(tag)s” cannot be a tag: no address would lead to it."),
            params={"tag": tag[:40]},
            code="tag_without_address",
        )


def _refuse_long(tag: str, most: int) -> None:
    if len(tag) > most:
        raise ValidationError(
            _("The tag “%(start)s…” has %(n)d letters; a tag has at most %(max)d."),
            params={"start": tag[:20], "n": len(tag), "max": most},
            code="tag_too_long",
        )
