"""Title, tags and note, changed where the entry stands. A part of pages, for scripts: whoever opens
it is led to the form, which has the same in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from bookmarks.bulk.editing import reword_undoably
from bookmarks.forms import WordsForm, initial_of, taken_in_words
from bookmarks.models import Bookmark, TagsTaken
from bookmarks.saving import ChangedMeanwhile
from bookmarks.views.entry_as_there import entry_as_there
from bookmarks.views.sheets import said_beside


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def inline(request: SignedInRequest, key: str) -> HttpResponse:
    is_part = "HX-Request" in request.headers
    if request.method != "POST" and not is_part:
        return redirect("bookmark-edit", key)
    bookmark = _own(request, key)
    ids = f"words-{key}_%s"
    if request.method != "POST":
        seen = {"seen": bookmark.changed_at.isoformat()}
        return _form(request, bookmark, WordsForm(initial=initial_of(bookmark) | seen, auto_id=ids))
    form = WordsForm(request.POST, auto_id=ids)
    try:
        undo = _keep(bookmark, form)
    except ChangedMeanwhile:
        again = request.POST.copy()
        again["seen"] = bookmark.changed_at.isoformat()
        return _form(request, bookmark, WordsForm(again, auto_id=ids), is_conflict=True)
    if form.errors:
        return _form(request, bookmark, form)
    messages.success(request, _("Changed."), extra_tags=f"undo-{undo}" if undo else "")
    if not is_part:
        return redirect(bookmark)
    response = entry_as_there(request, _own(request, key))
    response.write(said_beside(request))
    return response


def _keep(bookmark: Bookmark, form: WordsForm) -> str:
    """The key by which it is undone. What is wrong is in the form. Raise ChangedMeanwhile."""
    try:
        if form.is_valid():
            words = form.cleaned_data
            return reword_undoably(bookmark, words, words["seen"], timezone.now())
    except TagsTaken as taken:
        form.add_error("tags", taken_in_words(taken))
    return ""


def _form(
    request: SignedInRequest, bookmark: Bookmark, form: WordsForm, *, is_conflict: bool = False
) -> HttpResponse:
    context = {"bookmark": bookmark, "form": form, "is_conflict": is_conflict}
    status = 422 if is_conflict or form.errors else 200
    name = "inline" if "HX-Request" in request.headers else "inline_page"
    return render(request, f"bookmarks/{name}.html", context, status=status)


def _own(request: SignedInRequest, key: str) -> Bookmark:
    own = Bookmark.objects.editable_by(request.user).for_cards()
    return get_object_or_404(own.as_seen_by(request.user), key=key)
