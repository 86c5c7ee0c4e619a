"""Pages of the site itself: home, the bookmarklet, about the fetcher, errors, health."""

from typing import cast

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from bookmarks.discovery.exploring import liveliest
from bookmarks.discovery.previews import add_pictures
from bookmarks.listing import of_site
from bookmarks.views.desk import desk
from bookmarks.views.feed_links import feeds_at
from linkshare.kit.http_caching import same_for_all_signed_out

HOME_COLLECTIONS = 4
HOME_BOOKMARKS = 8


@require_safe
@same_for_all_signed_out
def home(request: HttpRequest) -> HttpResponse:
    """For those who are signed in their desk; for others what this is."""
    if request.user.is_authenticated:
        return desk(cast(SignedInRequest, request))
    collections = liveliest(request.user, HOME_COLLECTIONS)
    add_pictures(collections, request.user)
    listing = of_site(request.user)
    entries = listing.entries(listing.page(size=HOME_BOOKMARKS))
    feeds = feeds_at(reverse("home"))
    context = {"collections": collections, "entries": entries, "feeds": feeds}
    return render(request, "home.html", context)


@require_safe
@same_for_all_signed_out
def bookmarklet(request: HttpRequest) -> HttpResponse:
    save = settings.SITE_URL + reverse("save")
    return render(request, "tools/bookmarklet.html", {"save_url": save})


@require_safe
@same_for_all_signed_out
def fetcher(request: HttpRequest) -> HttpResponse:
    return render(request, "about/fetcher.html")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For the admin's pages, feed readers and crawlers, which ask here without being told."""
    return redirect(static("icons/favicon.svg"))


@require_safe
@same_for_all_signed_out
def robots(request: HttpRequest) -> HttpResponse:
    """What is worth no crawler's time; what must not be found says `noindex` itself."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when this process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
