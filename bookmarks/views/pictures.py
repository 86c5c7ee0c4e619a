"""Our copies of covers and icons, served by the site itself."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.utils.cache import get_conditional_response

from bookmarks.fetching import image_store

GetResponse = Callable[[HttpRequest], HttpResponse]

A_YEAR = 60 * 60 * 24 * 365
_PATH = re.compile(r"/media/(pictures/[0-9a-f]{2}/([0-9a-f]{32}-(?:small|large))\.webp)")


def served(get_response: GetResponse) -> GetResponse:
    """Before sessions are opened: a page of thirty pictures is no thirty questions who asks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/media/"):
            return get_response(request)
        response = _answer(request)
        # Opened by itself, whatever it holds does nothing.
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; sandbox; frame-ancestors 'none'"
        )
        return response

    return middleware


def _answer(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    found = _PATH.fullmatch(request.path_info)
    content = image_store.read(found[1]) if found else None
    if not found or not content:
        return HttpResponseNotFound()
    response = HttpResponse(content, content_type="image/webp")
    response.headers["Content-Length"] = str(len(content))
    response.headers["ETag"] = f'"{found[2]}"'
    # A name is given once: what lies under it never changes.
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    asked_again = get_conditional_response(request, response.headers["ETag"], response=response)
    return asked_again or response
