"""What the site tells a person: of moderators' acts, and of what others did."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from bookmarks.models import Notice
from bookmarks.notices import told
from linkshare.kit.paging import BadCursor, Cursor, Order, slice_of
from linkshare.kit.typed import number

PAGE_SIZE = 30
NEWEST = Order("created_at", "id")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        return _mark_as_read(request)
    own = Notice.objects.for_person(request.user)
    part = slice_of([own], NEWEST, _place(request), PAGE_SIZE)
    found = (
        own.filter(pk__in=part.ids)
        .select_related("entry__appeal", "entry__undone_by", "actor")
        .newest_first()
    )
    context = {
        "notices": told(found, request.user),
        "newest_unread": own.unread().newest_first().values_list("pk", flat=True).first(),
        "previous_url": f"?before={part.previous}" if part.previous else "",
        "next_url": f"?after={part.next}" if part.next else "",
    }
    return render(request, "notices/index.html", context)


def _mark_as_read(request: SignedInRequest) -> HttpResponse:
    """Those up to the newest that the person was shown: one that came since stays unread."""
    upto = number(request.POST.get("upto", ""))
    if upto is None:
        raise BadRequest(_("There is no such notice."))
    unread = Notice.objects.for_person(request.user).unread()
    unread.filter(pk__lte=upto).update(read_at=timezone.now())
    return redirect("notices")


def _place(request: SignedInRequest) -> Cursor | None:
    try:
        if after := request.GET.get("after"):
            return Cursor.parse("after", after)
        if before := request.GET.get("before"):
            return Cursor.parse("before", before)
    except BadCursor as error:
        raise BadRequest(_("There is no such page.")) from error
    return None
