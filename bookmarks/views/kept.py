"""Pages below a person's address, kept for whoever is signed out until one thing on them changes.

The key holds the revision of what the person shows, so a kept page is never wrong, only unused.
What a signed-in person gets is made for them alone and never kept here.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from bookmarks.models import Revision
from linkshare.kit.release import release

View = Callable[..., HttpResponse]

KEPT_FOR = timedelta(hours=1)
# With one of these cookies somebody may be shown what is theirs, or told something once.
_PERSONAL = {settings.SESSION_COOKIE_NAME, "messages"}


def kept_for_visitors(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, handle: str, **kwargs: Any) -> HttpResponse:
        if request.method != "GET" or _PERSONAL & request.COOKIES.keys():
            return view(request, handle=handle, **kwargs)
        revision = Revision.objects.of(handle)
        if not revision:
            return view(request, handle=handle, **kwargs)
        return _kept(request, revision, lambda: view(request, handle=handle, **kwargs))

    return wrapped


def _kept(request: HttpRequest, revision: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    pages, key = caches["pages"], _key(request, revision)
    content = pages.get(key)
    if content is not None:
        return _answer(content)
    response = make()
    if response.status_code == 200 and not response.streaming and not response.cookies:
        pages.set(key, response.content, KEPT_FOR.total_seconds())
    return response


def _answer(content: bytes) -> HttpResponse:
    response = HttpResponse(content)
    response.may_be_shared = True  # type: ignore[attr-defined]  # see kit/http_caching
    return response


def _key(request: HttpRequest, revision: str) -> str:
    """All that decides what a visitor is shown. The day: dates of this year leave the year out."""
    asked_by = request.headers.get("HX-Request", ""), request.headers.get("HX-Target", "")
    parts = (release(), get_language(), timezone.localdate(), request.get_host(), *asked_by)
    text = "\n".join(map(str, (*parts, request.get_full_path(), revision)))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
