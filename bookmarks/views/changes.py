"""What was done to many bookmarks: looked at, confirmed, watched, undone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import action
from accounts.requests import SignedInRequest
from bookmarks.bulk.choosing import sample_of
from bookmarks.bulk.merging import sample_of_groups
from bookmarks.bulk.working import ask_to_undo, confirm
from bookmarks.models import BulkChange
from bookmarks.templatetags.changes import outcome
from bookmarks.views.lists import place_of
from linkshare.kit.paging import BadCursor, Order, slice_of
from linkshare.kit.redirects import back

State = BulkChange.State
PAGE = 30
_NEWEST = Order("requested_at", "id")


@login_required
@never_cache
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    begun = BulkChange.objects.filter(person=request.user).begun()
    try:
        page = slice_of([begun], _NEWEST, place_of(request.GET), PAGE)
    except BadCursor as error:
        raise BadRequest(_("This address names no place in the list.")) from error
    context = {
        "changes": begun.filter(pk__in=page.ids).order_by("-requested_at", "-pk"),
        "previous_url": f"?before={page.previous}" if page.previous else "",
        "next_url": f"?after={page.next}" if page.next else "",
    }
    return render(request, "changes/index.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: SignedInRequest, key: str) -> HttpResponse:
    """A preview, the progress, or the report: whatever there is to be seen of it now."""
    change = _own(request, key)
    if request.method == "POST":
        return _confirm(request, change)
    is_merge = change.action == BulkChange.Action.MERGE
    context = {
        "change": change,
        "sample": sample_of(change) if change.state == State.READY and not is_merge else [],
        "groups": sample_of_groups(change) if change.state == State.READY and is_merge else [],
    }
    return render(request, "changes/detail.html", context)


@action
def undo(request: SignedInRequest, key: str) -> HttpResponse:
    change = _own(request, key)
    if not ask_to_undo(change):
        messages.info(request, _("There is nothing to undo."))
        return redirect("change", key)
    return after_change(request, change, "")


def after_change(request: SignedInRequest, change: BulkChange, otherwise: str) -> HttpResponse:
    """What is long is watched; of the rest is told where they came from."""
    if change.is_at_work:
        return redirect("change", change.key)
    undo_key = change.key if change.may_be_undone else ""
    is_in_vain = change.state == State.UNDONE and not change.restored
    say = messages.warning if is_in_vain else messages.success
    say(request, outcome(change), extra_tags=f"undo-{undo_key}" if undo_key else "")
    return back(request, otherwise or reverse("changes"))


def _confirm(request: SignedInRequest, change: BulkChange) -> HttpResponse:
    confirm(change, timezone.now())
    return after_change(request, change, change.origin)


def _own(request: SignedInRequest, key: str) -> BulkChange:
    own = BulkChange.objects.filter(person=request.user).select_related("person")
    change: BulkChange = get_object_or_404(own, key=key)
    return change
