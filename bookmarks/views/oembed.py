"""oEmbed (https://oembed.com): which frame shows a list of ours, told to programs."""

import json
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from accounts.handles import find_person, moved_path
from bookmarks.feeds.document import cleaned
from bookmarks.models import Collection
from bookmarks.views.embeds import HEIGHT, WIDTH, Looks, Shared

CONTENT_TYPES = {"json": "application/json", "xml": "text/xml; charset=utf-8"}


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """What to show in place of an address of ours.

    What not everybody may see is a 404: the 401 that oEmbed has for it would tell that it is there.
    """
    form = request.GET.get("format", "json")
    if form not in CONTENT_TYPES:
        return HttpResponse(_("Only JSON and XML are spoken here."), status=501)
    shared = _shared_at(request.GET.get("url", ""))
    width = min(WIDTH, _most(request, "maxwidth", WIDTH))
    height = min(HEIGHT, _most(request, "maxheight", HEIGHT))
    facts = {
        "version": "1.0",
        "type": "rich",
        "title": shared.title,
        "author_name": shared.owner.display_name,
        "author_url": settings.SITE_URL + shared.owner.get_absolute_url(),
        "provider_name": settings.SITE_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": shared.code(Looks(), width, height),
    }
    said = _as_xml(facts) if form == "xml" else json.dumps(facts, ensure_ascii=False)
    headers = {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(said, content_type=CONTENT_TYPES[form], headers=headers)


def links_for(shared: Shared) -> list[tuple[str, str]]:
    """For the head of its page: the kind of each, and its address."""
    path = settings.SITE_URL + reverse("oembed")
    return [
        (f"{kind}+oembed", f"{path}?{urlencode({'url': shared.url, 'format': form})}")
        for form, kind in (("json", "application/json"), ("xml", "text/xml"))
    ]


def _as_xml(facts: dict[str, Any]) -> bytes:
    """An element for each; its specification has no namespace."""
    written = BytesIO()
    handler = SimplerXMLGenerator(written, "utf-8")
    handler.startDocument()
    handler.startElement("oembed", AttributesImpl({}))
    for name, value in facts.items():
        handler.addQuickElement(name, cleaned(str(value)))
    handler.endElement("oembed")
    return written.getvalue()


def _most(request: HttpRequest, name: str, usual: int) -> int:
    text = request.GET.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise BadRequest(_("A width and a height are numbers."))
    return int(text[:9])


def _shared_at(url: str) -> Shared:
    """What of ours has this address; an old name leads to the present one."""
    try:
        asked, here = urlsplit(url), urlsplit(settings.SITE_URL)
    except ValueError as error:
        raise Http404 from error
    if asked.netloc.lower() != here.netloc.lower() or asked.scheme not in {"http", "https"}:
        raise Http404
    path = unquote(asked.path.rstrip("/")) + "/"
    shared = _found(path) or _found(moved_path(path) or "/")
    if shared is None:
        raise Http404
    return shared


def _found(path: str) -> Shared | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.url_name not in {"collection", "person"}:
        return None
    person = find_person(match.kwargs["handle"])
    if person is None or not (person.is_active and person.may_publish):
        return None
    if match.url_name == "person":
        return Shared.of(person)
    shown = Collection.objects.visible_to(AnonymousUser()).select_related("owner")
    return Shared.of(get_object_or_404(shown, owner=person, slug=match.kwargs["slug"]))
