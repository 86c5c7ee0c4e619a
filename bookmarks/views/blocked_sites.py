"""Which sites are blocked here, and why: for everybody to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bookmarks.models import DomainRule
from bookmarks.views.list_addresses import with_words
from bookmarks.views.lists import place_of
from linkshare.kit.http_caching import same_for_all_signed_out
from linkshare.kit.paging import Order, slice_of

PAGE_SIZE = 100
NEWEST = Order("id", "id")


@require_safe
@same_for_all_signed_out
def index(request: HttpRequest) -> HttpResponse:
    rules = DomainRule.objects.live().blocking()
    part = slice_of([rules], NEWEST, place_of(request.GET), PAGE_SIZE)
    context = {
        "rules": rules.filter(pk__in=part.ids).order_by("-pk"),
        "previous_url": with_words(request.GET, before=part.previous) if part.previous else "",
        "next_url": with_words(request.GET, after=part.next) if part.next else "",
    }
    return render(request, "blocked_sites/index.html", context)
