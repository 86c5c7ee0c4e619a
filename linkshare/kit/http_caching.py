"""What browsers, and the caches between them and us, may keep of an answer.

An answer that says nothing of it is kept by rules of thumb (RFC 9111, section 4.2.2) and a
permanent redirect for good, so each says it: private, unless its view says that it is the same
for everybody who is signed out.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

View = Callable[..., HttpResponse]
GetResponse = Callable[[HttpRequest], HttpResponse]

# A browser may keep it to ask "still so?" each time; the back button needs no asking.
PRIVATE = "private, no-cache"
# The same for browsers; a proxy in front of the site asks once a minute.
SHARED = "public, max-age=0, s-maxage=60"


def same_for_all_signed_out(view: View) -> View:
    """Let shared caches keep what a signed-out visitor gets of this view."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.may_be_shared = response.status_code == 200  # type: ignore[attr-defined]
        return response

    return wrapped


def cache_control(get_response: GetResponse) -> GetResponse:
    """Say of each answer who may keep it. Stands outside of all that sets a cookie."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" in response:
            return response
        if not _is_shared(request, response):
            response["Cache-Control"] = PRIVATE
            return _unless_known(request, response) if "ETag" in response else response
        response["Cache-Control"] = SHARED
        patch_vary_headers(response, ["Cookie"])
        return _unless_known(request, response)

    return middleware


def etag_of(content: bytes) -> str:
    return f'"{blake2b(content, digest_size=16).hexdigest()}"'


def _is_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Whoever has a session may be shown what is theirs; so may whoever is given a cookie."""
    if not getattr(response, "may_be_shared", False):
        return False
    return not (request.user.is_authenticated or response.cookies) and request.session.is_empty()


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 when the asker has just this page.

    Judged by its content. A feed says when it was made all the same, for readers that know no
    tags: they have it if they say that very date, since what a page was before may come again.
    """
    etag = response.headers.get("ETag") or etag_of(response.content)
    response["ETag"] = etag
    made, said = response.headers.get("Last-Modified"), request.headers.get("If-Modified-Since")
    same = parse_http_date_safe(made) if made and made == said else None
    known = get_conditional_response(request, etag, same, response)
    return known if isinstance(known, HttpResponse) else response
