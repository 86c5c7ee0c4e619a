"""A case: the thing, the reports on it, its author, what was done before, and the buttons."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks import moderation
from bookmarks.admin.cases import entry_case_url, find, url_about
from bookmarks.admin.decision_form import DecisionForm
from bookmarks.models import Bookmark, Case, Collection, ModerationEntry, Report, Tag
from bookmarks.models.case import author_of, kind_of
from bookmarks.models.moderation import Target
from bookmarks.moderation.effects import EFFECTS

SHOWN = 50


def case_page(site: AdminSite, request: HttpRequest, kind: str, key: str) -> HttpResponse:
    by = request.user
    if not (isinstance(by, User) and moderation.may(by, moderation.TRIAGE)):
        raise PermissionDenied
    target = find(kind, key)
    form = DecisionForm(request.POST if request.method == "POST" else None, tags=_tags(target))
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, target, form, by)
        except moderation.AlreadyDecided as conflict:
            return _already_decided(site, request, target, conflict.entry)
        except (moderation.NotAllowed, moderation.Claimed) as refusal:
            form.add_error(None, str(refusal))
    context = site.each_context(request) | _context(target, by) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "admin/moderation/case.html", context, status=status)


def _decide(request: HttpRequest, target: Target, form: DecisionForm, by: User) -> HttpResponse:
    entry = form.carry_out(target, by, timezone.now())
    messages.success(request, _("Done: %(entry)s. The author was told.") % {"entry": entry})
    if entry.action == ModerationEntry.Action.UNDO:
        return redirect(url_about(target))
    return redirect("admin:bookmarks_case_changelist")


def _already_decided(
    site: AdminSite, request: HttpRequest, target: Target, entry: ModerationEntry | None
) -> HttpResponse:
    context = site.each_context(request) | {
        "title": _("Somebody else was faster"),
        "entry": entry,
        "case_url": url_about(target),
    }
    return render(request, "admin/moderation/already_decided.html", context, status=409)


def _context(target: Target, by: User) -> dict[str, Any]:
    author = author_of(target)
    reports = Report.objects.about(target).select_related(
        "reporter", "entry", "case__bookmark", "case__collection"
    )
    case = Case.objects.of(target).first()
    return {
        "title": _("Case"),
        "target": target,
        "kind": kind_of(target),
        "is_readable": moderation.is_readable(target),
        "author": author,
        "public": _public_counts(author) if author else None,
        "reports": reports.order_by("-created_at", "-pk")[:SHOWN],
        "entries": [(entry, entry_case_url(entry)) for entry in _history(target, author)],
        "seen": case.version if case else 0,
        "collections": _collections(target),
        "is_own": author == by,
        "buttons": _buttons(target, author, by, is_open=bool(case and case.is_open)),
    }


def _buttons(target: Target, author: User | None, by: User, *, is_open: bool) -> list[str]:
    """Which acts make sense now. What they may do, the acts themselves decide."""
    if author == by:
        return []
    kind, standing = kind_of(target), _standing(target, author)
    is_staff = author is not None and (author.is_staff or author.is_superuser)
    return [
        action
        for action, effect in EFFECTS.items()
        if kind in effect.kinds
        and moderation.may(by, effect.permission)
        and (is_open or (action != "dismiss" and (action, effect.on_author) not in standing))
        and not (effect.on_author and is_staff and not by.is_superuser)
    ]


def _standing(target: Target, author: User | None) -> set[tuple[str, bool]]:
    """What need not be done again, on the thing itself or on its author."""
    at = timezone.now()
    entries = ModerationEntry.objects.standing(at).about(target)
    found = {(action, False) for action in entries.values_list("action", flat=True)}
    if author:
        about = ModerationEntry.objects.standing(at).about(author)
        found |= {(action, True) for action in about.values_list("action", flat=True)}
    return found - {("warn", False), ("untag", False)}


def _history(target: Target, author: User | None) -> QuerySet[ModerationEntry]:
    about = ModerationEntry.objects.about(target)
    entries = ModerationEntry.objects.filter(person=author) if author else about
    return entries.select_related("moderator", "undone_by", "undoes").order_by("-pk")[:SHOWN]


def _public_counts(author: User) -> dict[str, int]:
    """As public as it is today: a suspended author has none."""
    return {
        "bookmarks": moderation.public_bookmarks().filter(owner=author).count(),
        "collections": moderation.public_collections().filter(owner=author).count(),
    }


def _tags(target: Target) -> QuerySet[Tag]:
    if not isinstance(target, Bookmark):
        return Tag.objects.none()
    return Tag.objects.filter(taggings__content_object=target).order_by("slug")


def _collections(target: Target) -> list[Collection]:
    """The readable ones that it is in."""
    if not isinstance(target, Bookmark):
        return []
    return list(moderation.readable_collections().filter(items__bookmark=target)[:SHOWN])
