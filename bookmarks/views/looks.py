"""How lists look to a reader who has chosen: kept in a cookie of this browser.

`?view=cards` shows a list so, once, whoever follows the link. `?view=cards&remember=yes`, which the
buttons of a list lead to, does so from now on: the cookie is written, and the address goes back to
one that can be passed on. `remember=no` forgets. The cookie says how things look and nothing of the
reader; it is written by their own press of a button, and by nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps
from typing import Any, Self, TypeVar

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bookmarks.listing import PAGE_SIZE, PAGE_SIZE_MAX
from bookmarks.models import Collection

View = Callable[..., HttpResponse]
Value = TypeVar("Value")

COOKIE = "looks"
REMEMBERED_FOR = timedelta(days=365)
SIZES = [(str(size), str(size)) for size in (PAGE_SIZE, PAGE_SIZE_MAX)]

_KNOWN = {"view": Collection.View.values, "per_page": [value for value, _label in SIZES]}


@dataclass(frozen=True, slots=True)
class Looks:
    """What was chosen; "" where nothing was. As text it is a cookie's."""

    view: str = ""
    per_page: str = ""

    def __str__(self) -> str:
        return f"{self.view}.{self.per_page}"

    @property
    def size(self) -> int:
        return int(self.per_page or PAGE_SIZE)

    @classmethod
    def parse(cls, text: str) -> Self:
        """What is not known, of another release or made up, counts as not chosen."""
        values = dict(zip(_KNOWN, text.split("."), strict=False))
        return cls(**{name: value for name, value in values.items() if value in _KNOWN[name]})


def remembered_by(request: HttpRequest) -> Looks:
    return Looks.parse(request.COOKIES.get(COOKIE, ""))


def remembers_looks(view: View) -> View:
    """For the view of a list. Stands outside of all that keeps pages."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remember" in request.GET:
            return _remember(request)
        response = view(request, *args, **kwargs)
        if remembered_by(request) != Looks():
            # Made for this reader, even if it is the same for others who chose the same.
            response.may_be_shared = False  # type: ignore[attr-defined]
        return response

    return wrapped


def _remember(request: HttpRequest) -> HttpResponse:
    asked = request.GET.copy()
    is_kept = _of_known(asked, "remember", {"yes": True, "no": False})
    chosen = {
        name: _of_known(asked, name, {value: value for value in values})
        for name, values in _KNOWN.items()
        if name in asked
    }
    for name in ("remember", *(() if is_kept else chosen)):
        del asked[name]
    looks = remembered_by(request)
    said = chosen if is_kept else dict.fromkeys(chosen, "")
    response = redirect(f"{request.path}?{asked.urlencode()}" if asked else request.path)
    _write(response, replace(looks, **said))
    return response


def _of_known(asked: QueryDict, name: str, known: Mapping[str, Value]) -> Value:
    value = asked.get(name, "")
    if value not in known:
        raise BadRequest(
            _("There is no %(name)s “%(value)s”.") % {"name": name, "value": value[:40]}
        )
    return known[value]


def _write(response: HttpResponse, looks: Looks) -> None:
    if looks == Looks():
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        str(looks),
        max_age=REMEMBERED_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
