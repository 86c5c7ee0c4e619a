"""Telling the moderators what is wrong with a bookmark or a collection."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from bookmarks.models import Bookmark, Collection
from bookmarks.moderation import NotAllowed, Source, file_report
from bookmarks.report_forms import ReportForm
from bookmarks.views.addressed import of_collection


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bookmark(request: SignedInRequest, key: str) -> HttpResponse:
    seen = Bookmark.objects.visible_to(request.user).for_cards()
    return _report(request, get_object_or_404(seen, key=key))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@of_collection
def collection(request: SignedInRequest, collection: Collection) -> HttpResponse:
    return _report(request, collection)


def _report(request: SignedInRequest, target: Bookmark | Collection) -> HttpResponse:
    if target.owner_id == request.user.pk:
        messages.error(request, _("This is yours: there is nobody to report."))
        return redirect(target)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _file(request, target, form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "target": target, "name": _name(target)}
    return render(request, "reports/new.html", context, status=422 if form.errors else 200)


def _file(
    request: SignedInRequest, target: Bookmark | Collection, form: ReportForm
) -> HttpResponse:
    said = {"reason": form.cleaned_data["reason"], "note": form.cleaned_data["note"]}
    _filed, is_new = file_report(target, Source(reporter=request.user), at=timezone.now(), **said)
    if is_new:
        messages.success(request, _("Thank you. A moderator will look at it."))
    else:
        messages.info(request, _("You reported this already."))
    return redirect(target)


def _name(target: Bookmark | Collection) -> str:
    return target.shown_title if isinstance(target, Bookmark) else target.title
