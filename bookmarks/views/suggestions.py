"""Tags to choose from: for the field that they are typed into, and for a bookmark that has none.

Parts of pages, for scripts. Whoever opens one is led to the form, which has the same in it.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actions import action
from accounts.requests import SignedInRequest
from bookmarks.addresses import AddressError, canonical
from bookmarks.forms import AddTagsForm, taken_in_words
from bookmarks.models import Bookmark, TagsTaken
from bookmarks.saving import add_tags
from bookmarks.suggesting import complete, propose


def fitting(request: SignedInRequest, url: str, title: str = "", tags: str = "") -> list[str]:
    """What a form is offered that says this so far."""
    try:
        address = canonical(url)
    except AddressError:
        return []
    return propose(request.user, address, title=title, without=tags.split(","))


def fitting_it(request: SignedInRequest, bookmark: Bookmark) -> list[str]:
    tags = bookmark.tag_names
    return propose(request.user, bookmark.link.url, title=bookmark.title, without=tags)


@login_required
@require_safe
def suggested(request: SignedInRequest) -> HttpResponse:
    """What fits the form as far as it is filled in: ?url=&title=&tags=."""
    asked = {name: request.GET.get(name, "") for name in ("url", "title", "tags")}
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('save')}?{request.GET.urlencode()}")
    return render(request, "components/suggested_tags.html", {"names": fitting(request, **asked)})


@login_required
@require_safe
def completed(request: SignedInRequest) -> HttpResponse:
    """What begins with the letters that were typed last: ?q=&tags=."""
    if not request.headers.get("HX-Request"):
        return redirect("save")
    typed, tags = (request.GET.get(name, "") for name in ("q", "tags"))
    found = complete(request.user, typed.lstrip("# "), without=tags.split(","))
    return render(request, "components/completed_tags.html", {"completions": found})


@login_required
@require_safe
def of_bookmark(request: SignedInRequest, key: str) -> HttpResponse:
    """For its page, which asks again while the page behind it is being read."""
    if not request.headers.get("HX-Request"):
        return redirect("bookmark-edit", key)
    bookmark = _own(request, key)
    context = {"bookmark": bookmark, "names": fitting_it(request, bookmark)}
    return render(request, "bookmarks/suggestions.html", context)


@action
def add(request: SignedInRequest, key: str) -> HttpResponse:
    bookmark = _own(request, key)
    form = AddTagsForm(request.POST)
    try:
        if form.is_valid():
            add_tags(bookmark, form.cleaned_data["tags"], timezone.now())
    except TagsTaken as taken:
        form.add_error("tags", taken_in_words(taken))
    if form.errors:
        messages.error(request, " ".join(map(str, form.errors["tags"])))
    else:
        messages.success(request, _("Tagged."))
    return redirect(bookmark)


def _own(request: SignedInRequest, key: str) -> Bookmark:
    return get_object_or_404(Bookmark.objects.editable_by(request.user).for_cards(), key=key)
