"""Pages kept until one thing on them changes: below a person's address, and of one's own.

The key holds the revisions of the person whose page it is and of the reader, so a kept page is
never wrong, only unused. What a signed-in reader gets is kept for this one session of theirs.
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
from bookmarks.search import tree
from bookmarks.search.indexing import is_behind
from bookmarks.views.looks import remembered_by
from bookmarks.views.searching import Question
from linkshare.kit.http_caching import etag_of
from linkshare.kit.release import release

View = Callable[..., HttpResponse]

KEPT_FOR = timedelta(hours=1)
_FORM = b"csrfmiddlewaretoken"
_HEADERS = ("ETag", "Content-Type", "Last-Modified", "Link", "X-Robots-Tag")


def kept(view: View) -> View:
    """For a view whose page shows only what a revision tells of: see triggers/revisions."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        state = [] if _has_news(request) else _state(request, kwargs.get("handle"))
        if not state:
            return view(request, **kwargs)
        return _kept(request, _key(request, state), lambda: view(request, **kwargs))

    return wrapped


def kept_for_all(view: View) -> View:
    """For a view whose page shows signed-out visitors what lies anywhere on the site.

    What it shows the index of searching may decide.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        is_new = settings.SESSION_COOKIE_NAME not in request.COOKIES
        state = Revision.objects.of_site() if is_new and not _has_news(request) else ""
        return kept_as(state, request, lambda: view(request, **kwargs))

    return wrapped


def kept_as(state: str, request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Kept while the state, told by revisions, is the same; "" is none that says enough."""
    if not state or _names_collections(Question.of(request.GET)) or is_behind():
        return make()
    return _kept(request, _key(request, [state]), make)


def _has_news(request: HttpRequest) -> bool:
    """Something is asked of the site, or the site has something to say just once.

    Who selects is offered the collections that others share with them: no revision tells of those.
    """
    if (
        request.method not in {"GET", "HEAD"}
        or "messages" in request.COOKIES
        or "select" in request.GET
    ):
        return True
    return settings.SESSION_COOKIE_NAME in request.COOKIES and "_messages" in request.session


def _state(request: HttpRequest, handle: str | None) -> list[str]:
    """Empty where nothing may be kept: of a person who is not there, nothing is.

    Nor of a visitor with a session: their pages may hold the link of a mail that is theirs.
    """
    known = settings.SESSION_COOKIE_NAME in request.COOKIES
    if not known or not request.user.is_authenticated:
        is_new = handle is not None and (not known or request.session.is_empty())
        state = [Revision.objects.of(handle)] if is_new else [""]
    else:
        token = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
        revisions = Revision.objects.of(handle, request.user.pk)
        state = [revisions, str(request.session.session_key), token]
    # What a search finds, the index decides. Asked after the revisions: what they tell of is
    # indexed, or noted as well.
    question = Question.of(request.GET)
    may_change = question.text and (_names_collections(question) or is_behind())
    return state if state[0] and not may_change else []


def _names_collections(question: Question) -> bool:
    """Of the name of a collection that is somebody else's, no revision of the two people tells."""
    leaves = tree.leaves(question.root or tree.And())
    return any(isinstance(leaf, tree.In) for leaf in leaves)


def _kept(request: HttpRequest, key: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    page = caches["pages"].get(key)
    if page is not None:
        content, headers = page
        return HttpResponse(content, headers=headers)
    response = make()
    if _may_be_kept(request, response):
        response["ETag"] = etag_of(response.content)
        headers = {name: response[name] for name in _HEADERS if name in response}
        caches["pages"].set(key, (response.content, headers), KEPT_FOR.total_seconds())
    return response


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    if request.user.is_anonymous:
        return _FORM not in response.content  # a form's token is one visitor's
    return request.COOKIES.get(settings.CSRF_COOKIE_NAME) == request.META.get("CSRF_COOKIE")


def _key(request: HttpRequest, state: list[str]) -> str:
    """All that decides what is shown. The day: dates of this year leave the year out."""
    asked_by = request.headers.get("HX-Request", ""), request.headers.get("HX-Target", "")
    looks = remembered_by(request)
    parts = (release(), get_language(), timezone.localdate(), request.get_host(), looks, *asked_by)
    text = "\n".join(map(str, (*parts, request.get_full_path(), *state)))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
