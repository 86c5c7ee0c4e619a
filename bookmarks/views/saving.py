"""Saving a link and changing a bookmark."""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from bookmarks.addresses import AddressError, canonical
from bookmarks.bulk.editing import edit_undoably
from bookmarks.forms import BookmarkForm, initial_of, merged_with, taken_in_words
from bookmarks.models import Bookmark, Collection, TagsTaken
from bookmarks.saving import AlreadySaved, save_bookmark
from bookmarks.views.limits import saves_too_much
from bookmarks.views.sheets import is_for_sheet, page_or_sheet, sheet_done
from bookmarks.views.suggestions import fitting
from linkshare.kit.typed import number

# What may come filled in, by our name first, then by those that other sites' bookmarklets use.
PREFILLED = {
    "url": ("url", "link"),
    "title": ("title",),
    "note": ("note", "description", "extended", "selection"),
    "tags": ("tags",),
    "via": ("via",),
}
_ADDRESS_IN_TEXT = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"]+", re.I)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: SignedInRequest) -> HttpResponse:
    """One field is enough. The rest may come filled in: see PREFILLED, and ?collection=."""
    if request.method != "POST":
        return _offer(request)
    form = _form(request, request.POST)
    if not form.is_valid():
        return page_or_sheet(request, "bookmarks/save", _shown(request, form), status=422)
    if saves_too_much(request):
        form.add_error(None, _("That is a lot in one hour. Nothing is lost: save it again later."))
        status = 422 if is_for_sheet(request) else 429  # a sheet shows mistakes only
        return page_or_sheet(request, "bookmarks/save", _shown(request, form), status=status)
    now = timezone.now()
    saved = save_bookmark(request.user, form.draft(now), now)
    if not saved.is_new:
        return _show_what_is_there(request, saved.bookmark, form.cleaned_data)
    waits = _("Saved; public after a look by a moderator.")
    return _done(request, saved.bookmark, waits if saved.bookmark.is_held else _("Saved."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, key: str) -> HttpResponse:
    bookmark = get_object_or_404(Bookmark.objects.editable_by(request.user).for_cards(), key=key)
    if request.method != "POST":
        form = _form(request, initial=initial_of(bookmark))
        context = _shown(request, form) | {"bookmark": bookmark}
        return page_or_sheet(request, "bookmarks/edit", context)
    form = _form(request, request.POST)
    is_conflict = form.is_valid() and form.is_outdated(bookmark)
    if is_conflict:
        again = request.POST.copy()
        again["seen"] = bookmark.changed_at.isoformat()
        form = _form(request, again)
    elif form.is_valid():
        now = timezone.now()
        try:
            with transaction.atomic():
                undo = edit_undoably(bookmark, form.draft(now), now, by=request.user)
        except (AlreadySaved, IntegrityError):
            form.add_error("url", _("You have saved this address already, in another bookmark."))
        except TagsTaken as taken:
            form.add_error("tags", taken_in_words(taken))
        else:
            waits = _("Changed; public after a look by a moderator.")
            return _done(request, bookmark, waits if bookmark.is_held else _("Changed."), undo)
    context = _shown(request, form) | {"bookmark": bookmark, "is_conflict": is_conflict}
    return page_or_sheet(request, "bookmarks/edit", context, status=422)


def _form(request: SignedInRequest, data: QueryDict | None = None, **more: Any) -> BookmarkForm:
    """In a sheet, its fields have names of their own: the page below may have a form, too."""
    ids = "sheet_%s" if is_for_sheet(request) else "id_%s"
    return BookmarkForm(data, user=request.user, auto_id=ids, **more)


def _done(request: SignedInRequest, bookmark: Bookmark, words: str, undo: str = "") -> HttpResponse:
    undoing = f"undo-{undo}" if undo else ""
    if not is_for_sheet(request):
        messages.success(request, words, extra_tags=undoing)
        return redirect(bookmark)
    leads = f"leads-to {bookmark.get_absolute_url()} {undoing}".strip()
    messages.success(request, words, extra_tags=leads)
    return sheet_done(request, bookmark.get_absolute_url())


def _offer(request: SignedInRequest) -> HttpResponse:
    initial: dict[str, Any] = {name: _asked(request, names) for name, names in PREFILLED.items()}
    initial["url"] = initial["url"] or _address_in(request.GET.get("text", ""))
    initial["collections"] = _asked_collections(request)
    bookmark = _already_theirs(request, initial["url"])
    if bookmark:
        tags = tuple(tag.strip() for tag in initial["tags"].split(",") if tag.strip())
        # The page's own title, as a bookmarklet sends it, is no reason to give up one's own.
        title = bookmark.title or initial["title"]
        return _show_what_is_there(request, bookmark, initial | {"tags": tags, "title": title})
    form = _form(request, initial=initial)
    return page_or_sheet(request, "bookmarks/save", _shown(request, form))


def _asked(request: SignedInRequest, names: Sequence[str]) -> str:
    return next(filter(None, map(request.GET.get, names)), "")


def _address_in(text: str) -> str:
    """Apps that share a page mostly say its address in a text, where a sentence may end with it."""
    found = _ADDRESS_IN_TEXT.search(text)
    address = found[0].rstrip(".,;:!?'»”…") if found else ""
    return address if "(" in address else address.rstrip(")")


def _asked_collections(request: SignedInRequest) -> list[Collection]:
    numbers = map(number, request.GET.getlist("collection"))
    asked = [found for found in numbers if found is not None]
    return list(Collection.objects.editable_by(request.user).filter(pk__in=asked))


def _already_theirs(request: SignedInRequest, url: str) -> Bookmark | None:
    try:
        address = canonical(url)
    except AddressError:
        return None
    own = Bookmark.objects.editable_by(request.user)
    return own.for_cards().filter(link__url=address).first()


def _show_what_is_there(
    request: SignedInRequest, bookmark: Bookmark, typed: dict[str, Any]
) -> HttpResponse:
    """The form to change what the person has already, with what they typed now added."""
    form = _form(request, initial=merged_with(bookmark, typed))
    context = _shown(request, form) | {"bookmark": bookmark, "is_there_already": True}
    return page_or_sheet(request, "bookmarks/edit", context)


def _shown(request: SignedInRequest, form: BookmarkForm) -> dict[str, Any]:
    """The form, and the tags that fit what stands in it."""
    said = {name: form[name].value() or "" for name in ("url", "title", "tags")}
    return {"form": form, "suggested": fitting(request, **said)}
