"""What I follow: the list that it leads to, and the follows themselves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actions import action
from accounts.requests import SignedInRequest
from bookmarks.followed import HEARD, Following
from bookmarks.following import end_follow, followed_by, mark_seen, mute_follow, unmute_follow
from bookmarks.listing import Entry
from bookmarks.models import Follow, FollowingMark
from bookmarks.views.list_addresses import with_words
from bookmarks.views.lists import list_page, place_of
from bookmarks.views.looks import remembers_looks
from linkshare.kit.paging import BadCursor, Cursor, Order, slice_of
from linkshare.kit.redirects import back, came_from
from linkshare.kit.typed import number

PAGE_SIZE = 50

KINDS: dict[str, tuple[Any, Q]] = {
    "all": (gettext_lazy("All"), Q()),
    "collections": (gettext_lazy("Collections"), Q(collection__isnull=False)),
    "people": (gettext_lazy("People"), Q(person__isnull=False)),
    "tags": (gettext_lazy("Tags"), Q(tag__isnull=False)),
}


class Asked(NamedTuple):
    """Which of the follows an address means."""

    only: Q
    kind: str
    follow: Follow | None = None

    @property
    def is_all(self) -> bool:
        return self.kind == "all" and self.follow is None


@login_required
@require_safe
@remembers_looks
def index(request: SignedInRequest) -> HttpResponse:
    asked = _asked(request)
    theirs = Following(request.user, asked.only)
    page = list_page(request, theirs.listing(), counted=False)
    mark = FollowingMark.objects.filter(person=request.user).first()
    entries = _with_line(theirs.with_reasons(page.entries), mark, place_of(request.GET))
    fresh = [entry for entry in entries if mark is None or _place(entry) > mark.place]
    context = {
        "page": page,
        "entries": entries,
        "kinds": [
            (name, label, with_words(request.GET, kind="" if name == "all" else name, of=""))
            for name, (label, _only) in KINDS.items()
        ],
        "asked": asked,
        "follows_any": bool(entries) or Follow.objects.filter(follower=request.user).exists(),
        "is_marked": mark is not None,
        "new": len(fresh),
        "is_more_new": len(fresh) == len(entries) and bool(page.next_url),
        "newest": Cursor("after", *_place(fresh[0])) if fresh and asked.is_all else None,
    }
    return render(request, "following/index.html", context)


def _asked(request: SignedInRequest) -> Asked:
    """One that is muted is shown where it is asked for by itself."""
    if "of" in request.GET:
        pk = number(request.GET.get("of", ""))
        follow = get_object_or_404(followed_by(request.user), pk=pk)
        return Asked(Q(pk=pk), "", follow)
    kind = request.GET.get("kind", "all")
    if kind not in KINDS:
        raise BadRequest(_("There is no kind “%(kind)s”.") % {"kind": kind[:40]})
    return Asked(HEARD & KINDS[kind][1], kind)


def _with_line(
    entries: Sequence[Entry], mark: FollowingMark | None, cursor: Cursor | None
) -> list[Entry]:
    """The first one that was seen before says so, if what stands above it is new."""
    shown = list(entries)
    if mark is None:
        return shown
    n = next((n for n, each in enumerate(shown) if _place(each) <= mark.place), None)
    is_after_new = cursor is not None and (cursor.key, cursor.tie) > mark.place
    if n is not None and (n > 0 or is_after_new):
        shown[n] = replace(shown[n], is_seen_from_here=True)
    return shown


def _place(entry: Entry) -> tuple[datetime, int]:
    return entry.bookmark.saved_at, entry.bookmark.pk


@action
def seen(request: SignedInRequest) -> HttpResponse:
    """Up to the newest that the person was shown: one that came since stays new."""
    try:
        place = Cursor.parse("after", request.POST.get("up_to", ""))
    except BadCursor:
        place = None
    if place is None or not isinstance(place.key, datetime):
        raise BadRequest(_("This address names no place in the list."))
    mark_seen(request.user, (place.key, place.tie), at=timezone.now())
    return redirect("following")


@login_required
@require_safe
def manage(request: SignedInRequest) -> HttpResponse:
    """All follows, the newest first."""
    follows = followed_by(request.user)
    try:
        part = slice_of([follows], Order("id", "id"), place_of(request.GET), PAGE_SIZE)
    except BadCursor as error:
        raise BadRequest(_("This address names no place in the list.")) from error
    context = {
        "follows": follows.filter(pk__in=part.ids),
        "previous_url": f"?before={part.previous}" if part.previous else "",
        "next_url": f"?after={part.next}" if part.next else "",
    }
    return render(request, "following/manage.html", context)


@action
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mute one, hear it again, or unfollow it."""
    wanted = request.POST.get("action")
    if wanted not in {"mute", "unmute", "unfollow"}:
        raise BadRequest(_("There is no such button."))
    follow = followed_by(request.user).filter(pk=pk).first()
    if follow is None:  # pressed twice
        return back(request, "following-manage")
    names = {"name": str(follow.followed)}
    if wanted == "mute":
        mute_follow(follow, at=timezone.now())
    elif wanted == "unmute":
        unmute_follow(follow)
    else:
        end_follow(follow)
        messages.success(request, _("You no longer follow %(name)s.") % names)
    if wanted == "unfollow" or "HX-Request" not in request.headers:
        return back(request, "following-manage")
    path = came_from(request, "following-manage")
    return render(request, "following/row.html", {"follow": follow, "path": path})
