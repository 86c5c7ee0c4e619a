"""Lists that other sites show inside their pages: /embed/@ann/shelf/. The only pages that may be.

They know nobody: what they show is what anybody sees, and they set and read no cookie. Programs are
told of them: see `bookmarks/views/oembed.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from accounts.models import User
from bookmarks.collecting import tree_of
from bookmarks.listing import Entry, Listing
from bookmarks.listing import of_collection as listing_of_collection
from bookmarks.listing import of_person as listing_of_person
from bookmarks.models import Collection
from bookmarks.views.addressed import as_anybody, of_collection, of_person
from bookmarks.views.kept import kept
from linkshare.kit.http_caching import same_for_all_signed_out

View = Callable[..., HttpResponse]

ENTRIES = 20
WIDTH, HEIGHT = 640, 600
THEMES = {
    "auto": gettext_lazy("As the reader's system"),
    "light": gettext_lazy("Light"),
    "dark": gettext_lazy("Dark"),
}
HIDEABLE = {
    "header": gettext_lazy("Heading"),
    "cover": gettext_lazy("Cover"),
    "excerpt": gettext_lazy("Excerpt"),
    "note": gettext_lazy("Note"),
    "tags": gettext_lazy("Tags"),
}


@dataclass(frozen=True, slots=True)
class Looks:
    """How one is to look. In an address: ?theme=dark&hide=cover&hide=tags."""

    theme: str = "auto"
    hidden: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, asked: QueryDict) -> Self:
        looks = cls(asked.get("theme", "auto"), frozenset(asked.getlist("hide")))
        if looks.theme not in THEMES or not looks.hidden <= HIDEABLE.keys():
            raise BadRequest(_("There is no such look."))
        return looks

    @property
    def query(self) -> str:
        hidden = [("hide", name) for name in HIDEABLE if name in self.hidden]
        words = ([("theme", self.theme)] if self.theme != "auto" else []) + hidden
        return f"?{urlencode(words)}" if words else ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What is shown elsewhere: a collection or a person. `name` is that of their addresses."""

    name: str
    parts: tuple[str, ...]
    title: str
    owner: User

    @classmethod
    def of(cls, thing: Collection | User) -> Self:
        if isinstance(thing, User):
            return cls("person", (thing.handle,), thing.display_name, thing)
        return cls("collection", (thing.owner.handle, thing.slug), thing.title, thing.owner)

    @property
    def path(self) -> str:
        return reverse(self.name, args=self.parts)

    @property
    def url(self) -> str:
        return f"{settings.SITE_URL}{self.path}"

    def embed_path(self, looks: Looks) -> str:
        path: str = reverse(f"{self.name}-embed", args=self.parts)
        return path + looks.query

    def code(self, looks: Looks, width: int | str = "100%", height: int = HEIGHT) -> str:
        """For another site's page. It needs no script."""
        return format_html(
            '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
            settings.SITE_URL + self.embed_path(looks),
            width,
            height,
            self.title,
        )


# Its types know no views with arguments.
_policy: Any = csp_replace({"frame-ancestors": ["*"], "script-src": [NONE], "form-action": [NONE]})


def _framed(view: View) -> View:
    """Let any site show it, to anybody alike; it runs no script and sends nothing."""

    framed: View = require_safe(xframe_options_exempt(_policy(as_anybody(view))))
    return framed


@_framed
@same_for_all_signed_out
@kept
@of_collection
def collection(request: HttpRequest, collection: Collection) -> HttpResponse:
    below = tree_of(collection.owner, request.user).below(collection)
    listing = listing_of_collection(collection, below, request.user)
    hidden = collection.hidden_in(collection.default_view)
    description = collection.description
    return _answer(request, Shared.of(collection), listing, hidden, description)


@_framed
@same_for_all_signed_out
@kept
@of_person
def person(request: HttpRequest, person: User) -> HttpResponse:
    if not person.may_publish:
        raise Http404
    listing = listing_of_person(person, request.user)
    return _answer(request, Shared.of(person), listing, frozenset(), person.bio)


def _answer(
    request: HttpRequest, shared: Shared, listing: Listing, hidden: frozenset[str], words: str
) -> HttpResponse:
    looks = Looks.of(request.GET)
    entries: list[Entry] = listing.entries(listing.page(size=ENTRIES))
    context = {
        "shared": shared,
        "description": words,
        "entries": entries,
        "theme": looks.theme,
        "hidden": hidden | looks.hidden,
    }
    return render(request, "embed/list.html", context)
