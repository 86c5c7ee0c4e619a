"""What makes an app of the site: its card, its worker, a page without a network, and what lets a
browser search here from its own bar."""

from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linkshare.kit.http_caching import same_for_all_signed_out

_PAPER = "#faf9f6"


@require_safe
@same_for_all_signed_out
def manifest(request: HttpRequest) -> HttpResponse:
    """Web App Manifest, with where what another app shares goes (W3C Web Share Target)."""
    save, library = reverse("save"), reverse("library")
    card = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME[:12],
        "description": _("Save links, gather them in collections, follow what others find."),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [
            _icon("icons/favicon.svg", "any", "image/svg+xml"),
            _icon("icons/icon-192.png", "192x192"),
            _icon("icons/icon-512.png", "512x512"),
            _icon("icons/icon-maskable-512.png", "512x512") | {"purpose": "maskable"},
        ],
        "share_target": {
            "action": save,
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
        "shortcuts": [
            {"name": _("Save a link"), "url": save},
            {"name": _("Library"), "url": library},
        ],
    }
    return JsonResponse(card, content_type="application/manifest+json")


@require_safe
@same_for_all_signed_out
def worker(request: HttpRequest) -> HttpResponse:
    """At the top, for a worker reaches no further than its own address."""
    code = render_to_string("app/worker.js", {"offline": reverse("offline")})
    # Styles and scripts have names by what is in them: other ones are another version.
    parts = code + static("css/site.css") + static("js/offline.js")
    version = blake2b(parts.encode(), digest_size=6).hexdigest()
    return HttpResponse(code.replace("VERSION", version), content_type="text/javascript")


@require_safe
@same_for_all_signed_out
def offline(request: HttpRequest) -> HttpResponse:
    """Shown by the worker where nothing else is to be had."""
    return render(None, "app/offline.html")


@require_safe
@same_for_all_signed_out
def opensearch(request: HttpRequest) -> HttpResponse:
    """OpenSearch 1.1, draft 6: browsers offer the site beside the search engines they know."""
    context = {
        "name": settings.SITE_NAME,
        "icon_url": settings.SITE_URL + static("icons/icon-192.png"),
        "search_url": settings.SITE_URL + reverse("search"),
        "feed_url": settings.SITE_URL + reverse("search-feed", args=["atom"]),
        "here": settings.SITE_URL + request.path,
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", context, content_type=kind)


def _icon(path: str, sizes: str, kind: str = "image/png") -> dict[str, str]:
    return {"src": static(path), "sizes": sizes, "type": kind}
