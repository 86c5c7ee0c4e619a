"""A list whose entries can be ticked: `?select=1` of its address."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bookmarks.bulk_forms import BulkForm
from bookmarks.views.list_addresses import with_words


@dataclass(frozen=True, slots=True)
class Selection:
    """What `bulk/bar.html` shows."""

    form: BulkForm
    url: str
    stop_url: str


def selection_of(request: HttpRequest, actions: Sequence[str]) -> Selection | None:
    """None where the reader does not select."""
    asked = request.GET.get("select")
    if asked is None or not actions or not request.user.is_authenticated:
        return None
    if asked != "1":
        raise BadRequest(_("There is no selecting “%(how)s”.") % {"how": asked[:40]})
    whole = with_words(request.GET, select="")
    return Selection(
        BulkForm(person=request.user, actions=actions), f"{request.path}bulk/{whole}", whole
    )


def select_url(request: HttpRequest, actions: Sequence[str]) -> str:
    return with_words(request.GET, select=1) if actions else ""
