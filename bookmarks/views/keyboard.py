"""Which keys do what: the list of it, for people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bookmarks.views.sheets import page_or_sheet
from linkshare.kit.http_caching import same_for_all_signed_out

Keys = list[tuple[tuple[str, ...], Any]]

ANYWHERE: Keys = [
    (("?",), _("This list")),
    (("/",), _("Search")),
    (("Ctrl", "K"), _("Go to a collection, a tag, a person or an action (⌘ K on a Mac)")),
    (("a",), _("Save a link")),
    (("z",), _("Undo, where it is offered")),
    (("Esc",), _("Close what is open")),
]
ENTRIES: Keys = [
    (("j",), _("The next entry")),
    (("k",), _("The entry before")),
    (("o", "Enter"), _("Open its page")),
    (("e",), _("Edit it")),
    (("x",), _("Select it, and before that begin to select")),
    (("s",), _("Mark it as favourite, or save it, when it is somebody else's")),
]
JUMPS: Keys = [
    (("g", "h"), _("Home")),
    (("g", "l"), _("Library")),
    (("g", "c"), _("Collections")),
    (("g", "f"), _("Following")),
    (("g", "e"), _("Explore")),
    (("g", "p"), _("Popular")),
    (("g", "t"), _("My tags")),
    (("g", "n"), _("Notices")),
    (("g", "i"), _("Inbox")),
]


@require_safe
@same_for_all_signed_out
def keys(request: HttpRequest) -> HttpResponse:
    groups = [
        (_("Anywhere"), ANYWHERE),
        (_("In a list"), ENTRIES),
        (_("One after the other"), JUMPS),
    ]
    return page_or_sheet(request, "tools/keys", {"groups": groups})
