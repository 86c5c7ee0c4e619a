"""What every request of a person passes."""

import zoneinfo
from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

GetResponse = Callable[[HttpRequest], HttpResponse]

SEEN_EVERY = 10 * 60


def local_time(get_response: GetResponse) -> GetResponse:
    """Times are shown in the person's own time zone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
            return get_response(request)

    return middleware


def own_language(get_response: GetResponse) -> GetResponse:
    """The site speaks as the person chose, on every device where they chose nothing else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_chosen_here = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if request.user.is_authenticated and request.user.language and not is_chosen_here:
            translation.activate(request.user.language)
        return get_response(request)

    return middleware


def seen_sessions(get_response: GetResponse) -> GetResponse:
    """ "Last seen" in the list of sessions; allauth's own middleware writes on every request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        key = request.session.session_key if request.user.is_authenticated else None
        if key and cache.add(f"seen:{key}", 1, SEEN_EVERY):
            UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware


def leave_by_page(get_response: GetResponse) -> GetResponse:
    """Lead to another site by a page instead of a redirect when a form was sent.

    Browsers hold the redirect after a form to the policy's `form-action`, which names only this
    site: without the page, "Log in with GitHub" would be a dead button.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "POST" or response.status_code not in {302, 303}:
            return response
        host = urlsplit(response.headers["Location"]).netloc
        if not host or host == request.get_host():
            return response
        page = render(request, "account/leave.html", {"url": response.headers["Location"]})
        page.cookies.update(response.cookies)
        return page

    return middleware
