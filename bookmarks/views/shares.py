"""How a collection or a person's page is passed on: its address, a QR code, a frame."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from bookmarks.models import Collection
from bookmarks.views.addressed import of_collection, of_person
from bookmarks.views.embeds import HEIGHT, HIDEABLE, THEMES, Looks, Shared
from linkshare.kit import qr
from linkshare.kit.http_caching import same_for_all_signed_out

# The one page of our own that shows another in a frame.
_framing = csp_update({"frame-src": [SELF]})


@require_safe
@_framing
@of_collection
def collection(request: HttpRequest, collection: Collection) -> HttpResponse:
    return _page(request, _for_others(collection))


@require_safe
@_framing
@of_person
def person(request: HttpRequest, person: User) -> HttpResponse:
    return _page(request, _shown(person))


@require_safe
@same_for_all_signed_out
@of_collection
def collection_qr(request: HttpRequest, collection: Collection) -> HttpResponse:
    return _qr(_for_others(collection))


@require_safe
@same_for_all_signed_out
@of_person
def person_qr(request: HttpRequest, person: User) -> HttpResponse:
    return _qr(_shown(person))


def _for_others(collection: Collection) -> Shared:
    """What only its members may open is not passed on by an address."""
    if collection.audience not in Collection.OPEN:
        raise Http404
    return Shared.of(collection)


def _shown(person: User) -> Shared:
    if not person.may_publish:
        raise Http404
    return Shared.of(person)


def _page(request: HttpRequest, shared: Shared) -> HttpResponse:
    looks = Looks.of(request.GET)
    context: dict[str, Any] = {
        "shared": shared,
        "qr_url": reverse(f"{shared.name}-qr", args=shared.parts),
        "embed_path": shared.embed_path(looks),
        "code": shared.code(looks),
        "height": HEIGHT,
        "themes": [(name, label, name == looks.theme) for name, label in THEMES.items()],
        "hideable": [(name, label, name in looks.hidden) for name, label in HIDEABLE.items()],
    }
    return render(request, "share/detail.html", context)


def _qr(shared: Shared) -> HttpResponse:
    return HttpResponse(qr.svg(shared.url), content_type="image/svg+xml")
