"""Searching all that people show, and from the head of each page what is mine."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookmarks.listing import of_site
from bookmarks.views.lists import list_page, with_feeds
from bookmarks.views.looks import remembers_looks
from linkshare.kit.http_caching import same_for_all_signed_out

MINE, EVERYONE = "mine", "everyone"


@require_safe
@remembers_looks
@same_for_all_signed_out
def index(request: HttpRequest) -> HttpResponse:
    """`where=mine` leads to the library; all else that can be said of a list goes along."""
    where = request.GET.get("where", EVERYONE)
    if where not in {MINE, EVERYONE}:
        raise BadRequest(_("There is no %(name)s “%(value)s”.") % {"name": "where", "value": where})
    text = request.GET.get("q", "").strip()
    if where == MINE:
        return redirect(f"{reverse('library')}?{urlencode({'q': text})}" if text else "library")
    page = list_page(request, of_site(request.user), counted=bool(text))
    page = with_feeds(page, reverse("search" if text else "home"))
    return render(request, "search/index.html", {"page": page}, status=page.status)
