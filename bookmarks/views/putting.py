"""One bookmark into a collection, by a drop on its name: a change like those of many, so it is
undone like them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import action
from accounts.requests import SignedInRequest
from bookmarks.bulk.choosing import Wish, by_keys, propose
from bookmarks.bulk.working import confirm
from bookmarks.models import BulkChange, Collection
from bookmarks.templatetags.changes import outcome
from bookmarks.views.sheets import said
from linkshare.kit.redirects import back
from linkshare.kit.typed import chosen, number


@action
def put(request: SignedInRequest, key: str) -> HttpResponse:
    asked = number(chosen(request.POST, "collection"))
    goal = get_object_or_404(Collection.objects.editable_by(request.user), pk=asked or 0)
    bookmarks = by_keys(request.user, [key])
    if not bookmarks.ids:
        raise Http404
    now = timezone.now()
    wish = Wish(BulkChange.Action.ADD, collection=goal, about=goal.title)
    change = propose(request.user, bookmarks, wish, now, origin="")
    confirm(change, now)
    change.refresh_from_db()
    if change.may_be_undone:
        messages.success(request, outcome(change), extra_tags=f"undo-{change.key}")
    else:
        messages.info(request, _("It lies there already."))
    return said(request) if "HX-Request" in request.headers else back(request, "library")
