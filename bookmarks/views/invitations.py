"""Invitations to collections, as those see them who are asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models.block import not_blocked
from accounts.requests import SignedInRequest
from bookmarks.inviting import NotOpen, accept, decline
from bookmarks.models import Invitation
from bookmarks.models.sharing import InvitationQuerySet


@login_required
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Those that wait for an answer of the reader."""
    return render(request, "invitations/index.html", {"invitations": _of_reader(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever has the address may read what it is about; to answer, one has to log in."""
    invitation = _open(request).filter(key=key).first()
    if invitation is None:
        return render(request, "invitations/gone.html", status=404)
    if request.method == "POST" and request.user.is_authenticated:
        return _answer(request, invitation)  # type: ignore[arg-type]  # who is signed in
    is_own = invitation.inviter == request.user
    return render(request, "invitations/detail.html", {"invitation": invitation, "is_own": is_own})


def _answer(request: SignedInRequest, invitation: Invitation) -> HttpResponse:
    collection = invitation.collection
    if request.POST.get("answer") == "decline":
        decline(invitation)
        messages.success(request, _("Declined."))
        return redirect("home")
    try:
        accept(invitation, request.user, timezone.now())
    except NotOpen as closed:
        raise Http404 from closed
    text = _("You are a member of “%(title)s”.")
    if invitation.role == Invitation.Role.OWNER:
        text = _("“%(title)s” is yours now.")
    messages.success(request, text % {"title": collection.title})
    collection.refresh_from_db()
    return redirect(collection)


def _open(request: HttpRequest) -> InvitationQuerySet:
    """Those of other people are not there; nor those of whom one has blocked."""
    mine = Q(person=None) | Q(person=request.user.pk)
    if request.user.is_authenticated:
        mine &= not_blocked(request.user, "inviter")
    found = Invitation.objects.open(timezone.now()).filter(mine)
    return found.select_related("collection__owner", "inviter")


def _of_reader(request: SignedInRequest) -> InvitationQuerySet:
    return _open(request).filter(person=request.user).order_by("-pk")
