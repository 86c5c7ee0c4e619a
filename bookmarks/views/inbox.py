"""Sending a link to somebody, and what others sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import SignedInRequest
from bookmarks.models import Bookmark, Sent
from bookmarks.sending import NotSent, accept, put_away
from bookmarks.sending import send as send_to
from bookmarks.sending_forms import SendForm
from bookmarks.views.lists import place_of
from linkshare.kit.paging import Order, slice_of
from linkshare.kit.typed import chosen, number

PAGE_SIZE = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer, the newest first."""
    if request.method == "POST":
        return _answer(request)
    waiting = Sent.objects.waiting_for(request.user)
    part = slice_of([waiting], Order("id", "id"), place_of(request.GET), PAGE_SIZE)
    found = waiting.filter(pk__in=part.ids).select_related("sender", "link").order_by("-pk")
    context = {
        "received": found,
        "previous_url": f"?before={part.previous}" if part.previous else "",
        "next_url": f"?after={part.next}" if part.next else "",
    }
    return render(request, "inbox/index.html", context)


def _answer(request: SignedInRequest) -> HttpResponse:
    waiting = Sent.objects.waiting_for(request.user).select_related("recipient", "link")
    key = "save" if "save" in request.POST else "put_away"
    sent = get_object_or_404(waiting, pk=number(chosen(request.POST, key)) or 0)
    if key == "save":
        bookmark = accept(sent, timezone.now())
        messages.success(request, _("Saved: “%(title)s”.") % {"title": bookmark.shown_title})
    else:
        put_away(sent, timezone.now())
    return redirect("inbox")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest, key: str) -> HttpResponse:
    """Any bookmark that one sees."""
    seen = Bookmark.objects.visible_to(request.user).kept().select_related("link")
    bookmark = get_object_or_404(seen, key=key)
    form = SendForm(request.POST if request.method == "POST" else None, sender=request.user)
    if request.method == "POST" and form.is_valid() and _send(request, bookmark, form):
        return redirect(bookmark)
    context = {"form": form, "bookmark": bookmark, "offered": form.offered()}
    return render(request, "inbox/send.html", context, status=422 if form.errors else 200)


def _send(request: SignedInRequest, bookmark: Bookmark, form: SendForm) -> bool:
    to: User = form.cleaned_data["to"]
    message = form.cleaned_data["message"]
    try:
        send_to(bookmark, to, message, by=request.user, at=timezone.now())
    except NotSent as reason:
        form.add_error("to", str(reason))
        return False
    messages.success(request, _("Sent to %(name)s.") % {"name": to.display_name})
    return True
