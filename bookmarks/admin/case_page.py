"""A case: the thing, the reports on it, its author, what was done before, and the buttons."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks import moderation
from bookmarks.admin.cases import author_of, case_url, entry_case_url, find, kind_of
from bookmarks.admin.decision_form import DecisionForm
from bookmarks.models import Bookmark, Collection, ModerationEntry, Report
from bookmarks.models.moderation import Target

SHOWN = 50


def case_page(site: AdminSite, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    by = request.user
    if not (isinstance(by, User) and by.has_perm(moderation.PERMISSION)):
        raise PermissionDenied
    target = find(kind, pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, target, form, by)
        except moderation.AlreadyDecided as conflict:
            return _already_decided(site, request, target, conflict.entry)
        except moderation.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = site.each_context(request) | _context(target, by) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "admin/moderation/case.html", context, status=status)


def _decide(request: HttpRequest, target: Target, form: DecisionForm, by: User) -> HttpResponse:
    entry = form.carry_out(target, by, timezone.now())
    messages.success(request, _("Done: %(entry)s. The author was told.") % {"entry": entry})
    if entry.action == ModerationEntry.Action.UNDO:
        return redirect(case_url(kind_of(target), target.pk))
    return redirect("admin:bookmarks_report_changelist")


def _already_decided(
    site: AdminSite, request: HttpRequest, target: Target, entry: ModerationEntry | None
) -> HttpResponse:
    context = site.each_context(request) | {
        "title": _("Somebody else was faster"),
        "entry": entry,
        "case_url": case_url(kind_of(target), target.pk),
    }
    return render(request, "admin/moderation/already_decided.html", context, status=409)


def _context(target: Target, by: User) -> dict[str, Any]:
    author = author_of(target)
    reports = Report.objects.about(target).select_related(
        "reporter", "entry", "bookmark__link", "collection"
    )
    is_open = Report.objects.open().about(target).exists()
    return {
        "title": _("Case"),
        "target": target,
        "kind": kind_of(target),
        "is_readable": moderation.is_readable(target),
        "author": author,
        "public": _public_counts(author),
        "reports": reports.order_by("-created_at", "-pk")[:SHOWN],
        "entries": [(entry, entry_case_url(entry)) for entry in _history(author)],
        "seen": moderation.newest_entry_id(target),
        "collections": _collections(target),
        **_buttons(target, author, by, is_open=is_open),
    }


def _buttons(target: Target, author: User, by: User, *, is_open: bool) -> dict[str, bool]:
    """Which acts make sense now. What they may do, the acts themselves decide."""
    if author == by:
        return {"is_own": True}
    is_staff = author.is_staff or author.is_superuser
    return {
        "may_dismiss": is_open and not isinstance(target, User),
        "may_hide": not isinstance(target, User) and (is_open or not target.hidden_at),
        "may_suspend": (is_open or not author.suspended_at) and (by.is_superuser or not is_staff),
    }


def _history(author: User) -> Any:
    entries = ModerationEntry.objects.filter(person=author)
    return entries.select_related("moderator", "undone_by", "undoes").order_by("-pk")[:SHOWN]


def _public_counts(author: User) -> dict[str, int]:
    """As public as it is today: a suspended author has none."""
    return {
        "bookmarks": moderation.public_bookmarks().filter(owner=author).count(),
        "collections": moderation.public_collections().filter(owner=author).count(),
    }


def _collections(target: Target) -> list[Collection]:
    """The readable ones that it is in."""
    if not isinstance(target, Bookmark):
        return []
    return list(moderation.readable_collections().filter(items__bookmark=target)[:SHOWN])
