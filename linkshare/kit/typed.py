"""What arrives with buttons and in addresses, where no form looks at it before a database does."""

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext as _

MAX_DIGITS = 18


def number(text: str) -> int | None:
    """A row's number, if it is one that a database can hold."""
    return int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else None


def chosen(data: QueryDict, name: str) -> str:
    """The value of a button or of a hidden field; BadRequest where no page of ours wrote it."""
    value = data.get(name, "")
    if "\0" in value:
        raise BadRequest(_("This form says something that we did not write into it."))
    return value
