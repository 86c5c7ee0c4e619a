"""All that waits of one person, as an import brings it by the hundred: seen in numbers, then shown
in one act."""

from collections import Counter

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.recent_log_in import ask_again_unless_recent
from bookmarks import moderation
from bookmarks.moderation import holds

LOOKED_AT = 500
SITES = 12
SAMPLE = 20


def waiting_of_page(site: AdminSite, request: HttpRequest, pk: int) -> HttpResponse:
    by = request.user
    if not (isinstance(by, User) and moderation.may(by, moderation.TRIAGE)):
        raise PermissionDenied
    author = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        ask_again_unless_recent(request)
        return _approve(request, author, by)
    waiting = holds.to_look_at().filter(owner=author)
    newest = waiting.select_related("bookmark__link").order_by("-pk")[:LOOKED_AT]
    lately = list(newest)
    context = site.each_context(request) | {
        "title": _("What waits of @%(handle)s") % {"handle": author.handle},
        "author": author,
        "n": waiting.order_by()[: holds.MOST + 1].count(),
        "most": holds.MOST,
        "sites": Counter(hold.bookmark.link.host for hold in lately).most_common(SITES),
        "sample": lately[:SAMPLE],
        "is_own": author == by,
    }
    return render(request, "admin/moderation/waiting_of.html", context)


def _approve(request: HttpRequest, author: User, by: User) -> HttpResponse:
    n = holds.approve_all(author, by=by, at=timezone.now())
    text = ngettext("%(n)s link is shown.", "%(n)s links are shown.", n)
    messages.success(request, text % {"n": n})
    return redirect("admin:bookmarks_hold_changelist")
