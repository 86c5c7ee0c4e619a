"""What moderators did, for everybody to read; and what became of one's own reports."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import SignedInRequest
from bookmarks import moderation
from bookmarks.models import Appeal, Bookmark, Collection, ModerationEntry, Report
from bookmarks.report_forms import AppealForm
from bookmarks.views.list_addresses import with_words
from bookmarks.views.lists import place_of
from linkshare.kit.http_caching import same_for_all_signed_out
from linkshare.kit.paging import Order, slice_of
from linkshare.kit.typed import number

PAGE_SIZE = 30
NEWEST = Order("id", "id")
Action = ModerationEntry.Action


@require_safe
@same_for_all_signed_out
def log(request: HttpRequest) -> HttpResponse:
    """Names neither reporters nor what is hidden."""
    action = request.GET.get("action", "")
    if action and action not in Action.values:
        raise BadRequest(
            _("There is no %(name)s “%(value)s”.") % {"name": "action", "value": action[:40]}
        )
    entries = ModerationEntry.objects.public()
    entries = entries.filter(action=action) if action else entries
    part = slice_of([entries], NEWEST, place_of(request.GET), PAGE_SIZE)
    found = entries.filter(pk__in=part.ids).select_related("moderator", "undoes", "undone_by")
    context = {
        "entries": moderation.shown(found.order_by("-pk"), request.user),
        "action": action,
        "actions": [choice for choice in Action.choices if choice[0] != Action.READ],
        "months": moderation.months(timezone.now()) if not request.GET else [],
        "previous_url": with_words(request.GET, before=part.previous) if part.previous else "",
        "next_url": with_words(request.GET, after=part.next) if part.next else "",
    }
    return render(request, "moderation/log.html", context)


@login_required
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """What was decided about the reader and what is theirs, why, and what they may say to it."""
    own = ModerationEntry.objects.filter(person=request.user)
    part = slice_of([own], NEWEST, place_of(request.GET), PAGE_SIZE)
    found = own.filter(pk__in=part.ids).select_related("undone_by", "undoes", "appeal", "tag")
    now = timezone.now()
    theirs = Bookmark.objects.editable_by(request.user).select_related("link")
    shelves = Collection.objects.managed_by(request.user).select_related("owner")
    entries = list(found.order_by("-pk"))
    bookmarks = theirs.in_bulk([entry.bookmark_id for entry in entries if entry.bookmark_id])
    collections = shelves.in_bulk([entry.collection_id for entry in entries if entry.collection_id])
    context = {
        "entries": [
            {
                "entry": entry,
                "thing": bookmarks.get(entry.bookmark_id or 0)
                or collections.get(entry.collection_id or 0),
                "is_over": bool(entry.until and entry.until <= now),
                "may_appeal": moderation.may_appeal(entry, request.user, now),
            }
            for entry in entries
        ],
        "strikes": own.strikes().count(),
        "previous_url": f"?before={part.previous}" if part.previous else "",
        "next_url": f"?after={part.next}" if part.next else "",
    }
    return render(request, "moderation/mine.html", context)


@login_required
@require_safe
def my_reports(request: SignedInRequest) -> HttpResponse:
    own = Report.objects.filter(reporter=request.user)
    part = slice_of([own], NEWEST, place_of(request.GET), PAGE_SIZE)
    found = own.filter(pk__in=part.ids).select_related("entry", "case__person", "case__tag")
    context = {
        "reports": _with_things(list(found.order_by("-pk")), request.user),
        "previous_url": f"?before={part.previous}" if part.previous else "",
        "next_url": f"?after={part.next}" if part.next else "",
    }
    return render(request, "moderation/my_reports.html", context)


def _with_things(reports: list[Report], reader: User) -> list[tuple[Report, object]]:
    """Each with what it is about, where its reporter still sees that. Two queries."""
    cases = [report.case for report in reports]
    seen = Bookmark.objects.visible_to(reader).select_related("link")
    bookmarks = seen.in_bulk([case.bookmark_id for case in cases if case.bookmark_id])
    open_to_them = Collection.objects.visible_to(reader).select_related("owner")
    collections = open_to_them.in_bulk([case.collection_id for case in cases if case.collection_id])
    return [
        (
            report,
            bookmarks.get(report.case.bookmark_id or 0)
            or collections.get(report.case.collection_id or 0)
            or report.case.person
            or report.case.tag,
        )
        for report in reports
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of a decision about the reader: what they say, or what they have said and what came of it."""
    own = ModerationEntry.objects.filter(person=request.user)
    entry = get_object_or_404(own.select_related("undone_by"), pk=number(str(pk)) or 0)
    filed = Appeal.objects.filter(entry=entry).select_related("answer").first()
    if filed is None and not moderation.may_appeal(entry, request.user, timezone.now()):
        raise Http404
    form = AppealForm(request.POST if request.method == "POST" else None)
    if filed is None and request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        moderation.appeal(entry, text, by=request.user, at=timezone.now())
        messages.success(request, _("Thank you. Another moderator will look at it."))
        return redirect("appeal", entry.pk)
    context = {"entry": entry, "filed": filed, "form": form}
    return render(request, "moderation/appeal.html", context, status=422 if form.errors else 200)
