"""The first page of who is signed in: what is new in what they follow, what they saved last."""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import action
from accounts.models import User
from accounts.requests import SignedInRequest
from bookmarks.followed import Following
from bookmarks.listing import Entry
from bookmarks.models import Bookmark, Collection, Follow

MOST = 12
COOKIE = "steps"
REMEMBERED_FOR = timedelta(days=365)


class Step(NamedTuple):
    """One of the first things to do here."""

    icon: str
    name: str
    why: str
    url: str
    is_done: bool = False


def desk(request: SignedInRequest) -> HttpResponse:
    ids, has_collection = _saved_last(request.user)
    own, followed = _both_lists(request.user, ids)
    ended = COOKIE in request.COOKIES
    steps = [] if ended else _steps_left(request.user, own, followed, has_collection=has_collection)
    return render(request, "desk/index.html", {"own": own, "followed": followed, "steps": steps})


@action
def end_steps(request: HttpRequest) -> HttpResponse:
    """Whoever knows their way is shown it no more, in this browser."""
    response = redirect("home")
    response.set_cookie(
        COOKIE, "ended", max_age=REMEMBERED_FOR, httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


def _saved_last(person: User) -> tuple[list[int], bool]:
    """Their ids, and whether the person has a collection."""
    shelves = Collection.objects.managed_by(person)
    own = Bookmark.objects.visible_to(person).saved_by(person).kept()
    newest = own.annotate(is_gathered=Exists(shelves)).order_by("-saved_at", "-pk")
    rows = list(newest.values_list("pk", "is_gathered")[:MOST])
    return [pk for pk, _any in rows], rows[0][1] if rows else shelves.exists()


def _both_lists(person: User, own: list[int]) -> tuple[list[Entry], list[Entry]]:
    """What they saved last, and what is new in what they follow; read together."""
    theirs = Following(person)
    listing = theirs.listing()
    new = listing.page(size=MOST).ids
    entries = {entry.bookmark.pk: entry for entry in listing.entries_of([*own, *new])}
    mine = [replace(entries[pk], show_owner=False) for pk in own if pk in entries]
    return mine, theirs.with_reasons([entries[pk] for pk in new if pk in entries])


def _steps_left(
    person: User, own: list[Entry], followed: list[Entry], *, has_collection: bool
) -> list[Step]:
    """None once all are done. The button is nothing that we can see them have."""
    follows = bool(followed) or Follow.objects.filter(follower=person).exists()
    steps = [
        Step("bookmark-plus", _("Save a page"),
             _("Paste its address: title, excerpt and picture come by themselves."),
             reverse("save"), bool(own)),
        Step("folder-plus", _("Make a collection"),
             _("A page of your own on a subject, for everybody or only for you."),
             reverse("collection-new"), has_collection),
        Step("rss", _("Follow a collection"),
             _("What is new in it comes here, newest first."),
             reverse("explore"), follows),
        Step("mouse-pointer-click", _("Get the save button"),
             _("Save any page from your browser’s bar with one click."),
             reverse("bookmarklet")),
    ]  # fmt: skip
    return [] if all(step.is_done for step in steps[:3]) else steps
