"""Whom one has blocked and what one has muted, and the buttons for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actions import action
from accounts.handles import find_person
from accounts.requests import SignedInRequest
from bookmarks.addresses import AddressError, canonical, host_of
from bookmarks.following import tag_named
from bookmarks.models import Tag, TagAlias
from bookmarks.muting import MUTES_MAX, Muted, TooManyMutes, mute, muted_tag, mutes_of, unmute
from bookmarks.tag_names import folded
from bookmarks.tagging.branches import branch_of
from bookmarks.views.sheets import said_beside
from linkshare.kit.redirects import back
from linkshare.kit.typed import chosen


@login_required
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    mutes = mutes_of(request.user)
    blocks = request.user.blocks_made.select_related("blocked").order_by("-created_at", "-pk")
    return render(request, "settings/blocked.html", {"blocks": blocks, "mutes": mutes})


@action
def change(request: SignedInRequest) -> HttpResponse:
    """Of one person, tag or site: mute it, or hear it again."""
    what = _named(request)
    if chosen(request.POST, "action") == "unmute":
        unmute(request.user, what)
        messages.success(request, _("You meet it again."))
        return _changed(request)
    if what == request.user:
        messages.info(request, _("This is you."))
        return _refused(request)
    try:
        mute(request.user, what, at=timezone.now())
    except TooManyMutes:
        text = _("You have muted %(n)d already; hear some again first.")
        messages.error(request, text % {"n": MUTES_MAX})
        return _refused(request)
    messages.success(
        request, _("Muted. You no longer meet it in lists of the whole site and in Following.")
    )
    return _changed(request)


def _changed(request: SignedInRequest) -> HttpResponse:
    """A page that stays shows already what was asked for (static/js/press.js)."""
    if "HX-Request" not in request.headers:
        return back(request, "settings-blocked")
    return HttpResponse(said_beside(request))


def _refused(request: SignedInRequest) -> HttpResponse:
    """The page comes anew, with its button as it was, and says why."""
    if "HX-Request" not in request.headers:
        return back(request, "settings-blocked")
    return HttpResponse(headers={"HX-Refresh": "true"})


def _named(request: SignedInRequest) -> Muted:
    """A 404 where the person knows of no such thing."""
    if handle := chosen(request.POST, "person"):
        person = find_person(handle)
        if person is None or not person.is_active:
            raise Http404
        return person
    if name := chosen(request.POST, "tag"):
        return _tag(request, name)
    host = chosen(request.POST, "site")
    if not host:
        raise BadRequest(_("There is no such button."))
    try:
        return host_of(canonical(f"https://{host}/"))
    except AddressError as error:
        raise BadRequest(_("This is no site.")) from error


def _tag(request: SignedInRequest, name: str) -> Tag:
    """One that is muted may be heard again, even if nobody uses it any more."""
    if muted := muted_tag(request.user, folded(name)):
        return muted
    branch = branch_of(name, Tag.objects.known_to(request.user), TagAlias.objects.of(None))
    if branch is None:
        raise Http404
    return branch.tag or tag_named(branch.name)
