"""Download my data."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from kombu.exceptions import OperationalError

from accounts.models import SiteSettings
from accounts.requests import SignedInRequest
from bookmarks.models import DataExport
from bookmarks.portability import exporting
from bookmarks.portability.tasks import write_export

log = logging.getLogger(__name__)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        _ask(request)
        return redirect("settings-data")
    latest = request.user.exports.order_by("-requested_at", "-pk").first()
    context = {
        "export": latest,
        "days": exporting.KEPT_FOR.days,
        "kept_days": SiteSettings.current().first_address_days,
    }
    return render(request, "settings/data.html", context)


@login_required
@never_cache
@require_safe
def download(request: SignedInRequest, key: str) -> HttpResponseBase:
    """The file goes through here only, to the one person whose data it holds."""
    own = request.user.exports.filter(state=DataExport.State.READY)
    export = get_object_or_404(own, key=key)
    name = f"linkshare-{request.user.handle}-{export.requested_at:%Y-%m-%d}.zip"
    return FileResponse(export.file.open("rb"), as_attachment=True, filename=name)


def _ask(request: SignedInRequest) -> None:
    now = timezone.now()
    if exporting.may_ask(request.user, at=now):
        _hand_over(exporting.request_export(request.user, at=now))
    else:
        messages.info(request, _("A new file can be written once an hour."))


def _hand_over(export: DataExport) -> None:
    """Without a broker the request stands, and the beat finds it."""
    try:
        write_export.delay(export.pk)
    except (OperationalError, OSError):
        log.exception("No broker: the data export %s waits for the beat.", export.pk)
