"""One bookmark: its page, and what its owner does with it by one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseStopPolling

from accounts.actions import action
from accounts.requests import SignedInRequest
from bookmarks import saving
from bookmarks.addresses import AddressError
from bookmarks.fetching.refresh import fetch_again
from bookmarks.listing import Entry
from bookmarks.models import Bookmark, Collection, Link
from bookmarks.muting import is_muted
from bookmarks.views.entry_as_there import entry_as_there
from linkshare.kit.http_caching import same_for_all_signed_out
from linkshare.kit.redirects import back


@require_safe
@same_for_all_signed_out
def detail(request: HttpRequest, key: str) -> HttpResponse:
    bookmark = _seen(request, key)
    may_edit = bookmark.owner == request.user
    open_to_them = Collection.objects.listed_to(request.user).filter(items__bookmark=bookmark)
    context = {
        "bookmark": bookmark,
        "entry": Entry(bookmark, may_edit=may_edit, show_owner=True),
        "may_edit": may_edit,
        "is_signed_in": request.user.is_authenticated,
        "site_is_muted": is_muted(request.user, bookmark.link.host),
        "collections": open_to_them.select_related("owner").order_by("title", "pk"),
    }
    return render(request, "bookmarks/detail.html", context)


@require_safe
def entry(request: HttpRequest, key: str) -> HttpResponse:
    """The entry alone, for a page that waits for its excerpt or cover. Once there, polling ends."""
    bookmark = _seen(request, key)
    if _is_to_come(bookmark.link, of_cover=request.GET.get("awaits") == "cover"):
        return HttpResponse(status=204)  # htmx leaves the page alone, whatever is being done there
    response = entry_as_there(request, bookmark)
    return HttpResponseStopPolling(response.content)


@action
def trash(request: SignedInRequest, key: str) -> HttpResponse:
    bookmark = _own(request, key)
    bookmark.trash(timezone.now())
    messages.success(request, bookmark.key, extra_tags="trashed")
    return back(request, "library")


@action
def restore(request: SignedInRequest, key: str) -> HttpResponse:
    bookmark = _own(request, key)
    bookmark.restore()
    messages.success(request, _("Restored."))
    return redirect(bookmark)


@action
def delete(request: SignedInRequest, key: str) -> HttpResponse:
    """For good; only from the trash."""
    n = saving.delete_for_good(Bookmark.objects.editable_by(request.user).filter(key=key))
    if n:
        messages.success(request, _("Deleted for good."))
    return redirect("trash")


@action
def favorite(request: SignedInRequest, key: str) -> HttpResponse:
    return _mark(request, key, is_favorite=request.POST.get("favorite") == "yes")


@action
def to_read(request: SignedInRequest, key: str) -> HttpResponse:
    return _mark(request, key, is_to_read=request.POST.get("to_read") == "yes")


def _mark(request: SignedInRequest, key: str, **marks: bool) -> HttpResponse:
    bookmark = _own(request, key)
    saving.mark(bookmark, **marks)
    if "HX-Request" in request.headers:
        return entry_as_there(request, _seen(request, key))
    return back(request, bookmark.get_absolute_url())


@action
def refetch(request: SignedInRequest, key: str) -> HttpResponse:
    bookmark = _own(request, key)
    if fetch_again(bookmark.link, timezone.now()):
        messages.success(request, _("The page will be read again in a moment."))
    else:
        messages.info(request, _("The page was read just now. Please wait half a minute."))
    return redirect(bookmark)


@action
def follow_move(request: SignedInRequest, key: str) -> HttpResponse:
    bookmark = _own(request, key)
    try:
        saving.follow_move(bookmark, timezone.now())
    except saving.AlreadySaved:
        messages.info(request, _("You have saved the new address already."))
    except AddressError:
        messages.info(request, _("The new address is none that can be saved."))
    else:
        messages.success(request, _("The bookmark has the new address."))
    return redirect(bookmark)


def _seen(request: HttpRequest, key: str) -> Bookmark:
    seen = Bookmark.objects.visible_to(request.user).for_cards()
    return get_object_or_404(seen.as_seen_by(request.user), key=key)


def _own(request: SignedInRequest, key: str) -> Bookmark:
    own = Bookmark.objects.editable_by(request.user).select_related("link", "owner")
    return get_object_or_404(own, key=key)


def _is_to_come(link: Link, *, of_cover: bool) -> bool:
    cover = link.cover if of_cover else None
    return link.is_waiting or (cover is not None and cover.is_on_its_way)
