"""What somebody typed into a form that came too late: they were logged out, or had logged in anew.

It is kept in their session, on our side, through the log-in; what is too long for that stays in the
page that answers. Passwords, files and what other sites send are never kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone

from linkshare.kit.redirects import is_from_here

GetResponse = Callable[[HttpRequest], HttpResponse]

KEPT_FOR = 60 * 60
"""Seconds: as long as finding the password may take."""
KEPT_MAX = 256 * 1024
"""Letters: what is longer would fill the database for whoever asks."""

_KEY = "typed"
_NOT_KEPT = ("/accounts/", f"/{settings.ADMIN_PATH}/")
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_OF_BUTTONS = {_TOKEN, "next", "action"}


@dataclass(frozen=True, slots=True)
class Typed:
    path: str
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What people would miss."""
        return [(name, value) for name, value in self.fields if value.strip()]


def keep_what_was_typed(get_response: GetResponse) -> GetResponse:
    """Middleware: a form that only leads to the log-in comes along, and back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "POST" or response.status_code != 302:
            return response
        if request.user.is_authenticated:
            _forget(request)
            return response
        leads_to = response.headers["Location"].partition("?")[0]
        typed = of(request) if leads_to == resolve_url(settings.LOGIN_URL) else None
        return _through_the_login(request, typed) if typed else response

    return middleware


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of before the last log-in: it is shown again, to be sent with a new token."""
    typed = of(request)
    if typed is None:
        return render(request, "403_csrf.html", status=403)
    return _again(request, typed, status=403)


def of(request: HttpRequest) -> Typed | None:
    """None where there is nothing to lose, or it is none of our forms."""
    if request.path.startswith(_NOT_KEPT) or not is_from_here(request):
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != _TOKEN and "password" not in name
    ]
    if not any(value.strip() for name, value in fields if name not in _OF_BUTTONS):
        return None
    return Typed(request.get_full_path(), fields, had_files=bool(request.FILES))


def kept_by(request: HttpRequest) -> Typed | None:
    kept: dict[str, Any] = request.session.get(_KEY, {})
    if timezone.now().timestamp() - kept.get("at", 0) > KEPT_FOR:
        return None
    fields = [(name, value) for name, value in kept["fields"]]
    return Typed(kept["path"], fields, kept["had_files"])


def _through_the_login(request: HttpRequest, typed: Typed) -> HttpResponse:
    if sum(len(name) + len(value) for name, value in typed.fields) > KEPT_MAX:
        return _again(request, typed, status=403)
    request.session[_KEY] = {
        "path": typed.path,
        "fields": typed.fields,
        "had_files": typed.had_files,
        "at": timezone.now().timestamp(),
    }
    return redirect_to_login(reverse("typed"))


def _again(request: HttpRequest, typed: Typed, status: int) -> HttpResponse:
    return render(request, "account/typed.html", {"typed": typed}, status=status)


def _forget(request: HttpRequest) -> None:
    """Once it was sent and taken."""
    kept = request.session.get(_KEY)
    if kept and kept["path"] == request.get_full_path():
        del request.session[_KEY]
