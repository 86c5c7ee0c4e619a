"""What a follow button does, also for who is signed out: they log in or sign up, and then follow.

What they wished is kept in their session, and only where the wish came from a page of ours: a
link or picture elsewhere makes nobody follow anything. Who comes without it is asked first.
"""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import User, Viewer
from bookmarks.following import is_following, unfollow
from bookmarks.models import Collection, Tag
from bookmarks.models.follow import Followed
from bookmarks.views.sheets import said_beside
from linkshare.kit.redirects import back, is_from_here

Follow = Callable[[User], None]

WISH = "follow"
WISHED_FOR = 60 * 60
"""Seconds: as long as signing up may take."""

followable = require_http_methods(["GET", "HEAD", "POST"])


def press(request: HttpRequest, target: Followed, name: str, follow: Follow) -> HttpResponse:
    """`follow` makes the follow, or raises Http404 or says why not."""
    reader, home = request.user, target.get_absolute_url()
    if not isinstance(reader, User):
        return _log_in_first(request, home)
    if request.method == "POST":
        if request.POST.get("action") == "unfollow":
            unfollow(reader, target)
        else:
            follow(reader)
        return _pressed(request, target)
    if is_following(reader, target):
        return redirect(home)
    if not _is_wished(request):
        return render(request, "following/ask.html", {"name": name, "url": home})
    follow(reader)
    request.session.pop(WISH)
    return redirect(home)


def followers_url(target: User | Collection, viewer: Viewer) -> str:
    """Where it may be seen who follows."""
    owner = target if isinstance(target, User) else target.owner
    return (
        f"{target.get_absolute_url()}followers/" if owner.shows_followers or owner == viewer else ""
    )


def _pressed(request: HttpRequest, target: Followed) -> HttpResponse:
    """The button as it is now, for who stays on the page."""
    if "HX-Request" not in request.headers:
        return back(request, target.get_absolute_url())
    is_on = isinstance(request.user, User) and is_following(request.user, target)
    context = {"action": request.path, "is_following": is_on}
    response = render(request, "components/follow_button.html", context)
    if not isinstance(target, Tag):
        count, url = target.followers.count(), followers_url(target, request.user)
        beside = {"count": count, "url": url, "is_beside": True}
        response.write(render_to_string("components/followers.html", beside))
    response.write(said_beside(request))
    return response


def _log_in_first(request: HttpRequest, home: str) -> HttpResponse:
    if request.POST.get("action") == "unfollow":
        return redirect_to_login(home)
    if request.method != "HEAD" and is_from_here(request):
        request.session[WISH] = [request.path, timezone.now().timestamp()]
    return redirect_to_login(request.path)


def _is_wished(request: HttpRequest) -> bool:
    path, at = request.session.get(WISH, ("", 0))
    is_fresh = timezone.now().timestamp() - at < WISHED_FOR
    return request.method == "GET" and path == request.path and is_fresh
