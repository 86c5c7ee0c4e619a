"""Views behind a button."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from linkshare.kit.redirects import came_from

View = Callable[..., HttpResponse]


def action(view: View) -> View:
    """Only for POST, only for who is signed in.

    Whose session has ended meanwhile is led through the log-in back to the button: at its own
    address there would be nothing to see.
    """

    @require_POST
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect_to_login(came_from(request, "home"))

    return wrapped
