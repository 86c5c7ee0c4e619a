"""A case: read, claimed, noted, decided; then the next one."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks import moderation
from bookmarks.admin.case_context import context_of, tags_of
from bookmarks.admin.cases import find, url_about, url_of
from bookmarks.admin.decision_form import DecisionForm
from bookmarks.models import Case, ModerationEntry
from bookmarks.models.case import author_of
from bookmarks.models.moderation import Target
from bookmarks.moderation.dossier import note
from linkshare.kit.paging import BadCursor, Cursor

NOTE_MAX = 2000


def case_page(site: AdminSite, request: HttpRequest, kind: str, key: str) -> HttpResponse:
    by = request.user
    if not (isinstance(by, User) and moderation.may(by, moderation.TRIAGE)):
        raise PermissionDenied
    target = find(kind, key)
    if request.method == "POST" and request.POST.get("action") in _ASIDE:
        return _ASIDE[request.POST["action"]](request, target, by)
    form = DecisionForm(request.POST if request.method == "POST" else None, tags=tags_of(target))
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, target, form, by)
        except moderation.AlreadyDecided as conflict:
            said = form.cleaned_data["said"]
            return _already_decided(site, request, target, conflict.entry, said)
        except (moderation.NotAllowed, moderation.Claimed) as refusal:
            form.add_error(None, str(refusal))
    try:
        found = context_of(target, by, _place(request))
    except BadCursor as error:
        raise BadRequest(_("This address names no place in the list.")) from error
    context = site.each_context(request) | found | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "admin/moderation/case.html", context, status=status)


def _place(request: HttpRequest) -> Cursor | None:
    """In the record of a person. Raise BadCursor."""
    if "after" in request.GET:
        return Cursor.parse("after", request.GET["after"])
    return Cursor.parse("before", request.GET["before"]) if "before" in request.GET else None


def _decide(request: HttpRequest, target: Target, form: DecisionForm, by: User) -> HttpResponse:
    entry = form.carry_out(target, by, timezone.now())
    messages.success(request, _("Done: %(entry)s. The author was told.") % {"entry": entry})
    if entry.action == ModerationEntry.Action.UNDO:
        return redirect(url_about(target))
    return _next(by) if request.POST.get("next") else redirect("admin:bookmarks_case_changelist")


def _next(by: User) -> HttpResponse:
    found = moderation.claim_next(Case.objects.all(), by=by, at=timezone.now())
    return redirect(url_of(found) if found else "admin:bookmarks_case_changelist")


def _claim(request: HttpRequest, target: Target, by: User) -> HttpResponse:
    case = Case.objects.of(target).select_related("claimed_by").first()
    if case:
        try:
            moderation.claim(case, by=by, at=timezone.now())
        except moderation.Claimed as refusal:
            messages.warning(request, str(refusal))
    return redirect(url_about(target))


def _release(_request: HttpRequest, target: Target, by: User) -> HttpResponse:
    """Leave without a decision: nobody waits for the claim to be over."""
    if case := Case.objects.of(target).first():
        moderation.release(case, by=by)
    return redirect("admin:bookmarks_case_changelist")


def _note(request: HttpRequest, target: Target, by: User) -> HttpResponse:
    author, text = author_of(target), request.POST.get("text", "").strip()[:NOTE_MAX]
    if author and text:
        note(author, text, by=by, at=timezone.now())
    return redirect(url_about(target))


_ASIDE = {"claim": _claim, "release": _release, "note": _note}


def _already_decided(
    site: AdminSite, request: HttpRequest, target: Target, entry: ModerationEntry | None, said: str
) -> HttpResponse:
    context = site.each_context(request) | {
        "title": _("Somebody else was faster"),
        "entry": entry,
        "said": said,
        "case_url": url_about(target),
    }
    return render(request, "admin/moderation/already_decided.html", context, status=409)
