"""Bringing bookmarks in from a file: upload, look, choose, watch, take back."""

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from bookmarks.import_forms import ChoicesForm, UploadForm
from bookmarks.models import Collection, Import
from bookmarks.portability.importing import ask_to_undo, choose, receive

SHOWN_REFUSALS = 20


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        upload, name = form.upload()
        source = receive(request.user, upload, name, timezone.now())
        return redirect("import", source.key)
    earlier = request.user.imports.order_by("-requested_at")[:20]
    context = {"form": form, "earlier": earlier}
    return render(request, "imports/index.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: SignedInRequest, key: str) -> HttpResponse:
    source = _own(request, key)
    form = ChoicesForm(request.POST if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and form.is_valid():
        choose(source, form.choices())
        return redirect("import", source.key)
    open_to_them = Collection.objects.visible_to(request.user).select_related("owner")
    context = {
        "source": source,
        "collection": open_to_them.filter(pk=source.collection_id or 0).first(),
        "form": form,
        "refusals": source.refusals.order_by("line")[:SHOWN_REFUSALS] if source.refused else [],
    }
    return render(request, "imports/detail.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def refused(request: SignedInRequest, key: str) -> HttpResponseBase:
    """What was refused, as a table for a spreadsheet."""
    source = _own(request, key)
    response = StreamingHttpResponse(_table(source), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="refused.csv"'
    return response


@login_required
@require_POST
def undo(request: SignedInRequest, key: str) -> HttpResponse:
    source = _own(request, key)
    if not ask_to_undo(source):
        hidden = _("Moderators have hidden what it brought; until they show it again, it stays.")
        messages.info(request, hidden if source.is_hidden else _("There is nothing to take back."))
    return redirect("import", key)


def _own(request: SignedInRequest, key: str) -> Import:
    return get_object_or_404(request.user.imports, key=key)


class _Echo:
    """A file that gives back what is written into it."""

    def write(self, line: str) -> str:
        return line


def _table(source: Import) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow([_("line"), _("address"), _("reason")])
    for refusal in source.refusals.order_by("line").iterator():
        # A spreadsheet takes a cell that begins so for a formula.
        address = f"'{refusal.address}" if refusal.address[:1] in "=+-@\t" else refusal.address
        yield writer.writerow([refusal.line, address, refusal.reason])
