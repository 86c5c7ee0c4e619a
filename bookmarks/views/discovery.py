"""What others save: popular pages, the newest bookmarks, public collections to look into."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookmarks.discovery.exploring import ORDER_LABELS, about, collections_of, ranked
from bookmarks.discovery.popular import links_of
from bookmarks.discovery.popular import popular as popular_links
from bookmarks.discovery.previews import add_pictures
from bookmarks.listing import of_site
from bookmarks.models import PopularLink
from bookmarks.views.feed_links import feeds_at
from bookmarks.views.list_addresses import with_words
from bookmarks.views.lists import list_page, place_of, with_feeds
from bookmarks.views.looks import remembers_looks
from linkshare.kit.http_caching import same_for_all_signed_out
from linkshare.kit.paging import BadCursor, Slice

Period = PopularLink.Period


@require_safe
@same_for_all_signed_out
def popular(request: HttpRequest) -> HttpResponse:
    usual = _usual_period()
    period = _chosen(request, "over", usual, Period.values)
    try:
        page = popular_links(period, request.user, place_of(request.GET))
    except BadCursor as error:
        raise BadRequest(_("This address names no place in the list.")) from error
    context = {
        "links": links_of(page, request.user),
        "canonical": "" if period == usual else f"?over={period}",
        "feeds": feeds_at(reverse("popular"), over=period),
        "periods": _choices(request, "over", period, dict(Period.choices)),
        **_ways(request, page),
    }
    return render(request, "discovery/popular.html", context)


def _usual_period() -> str:
    """A week, or on a quiet site the next in which anything became popular."""
    known = PopularLink.objects.order_by().values_list("period", flat=True).distinct()
    found = set(known)
    return next((p for p in (Period.WEEK, Period.MONTH, Period.YEAR) if p in found), Period.WEEK)


@require_safe
@remembers_looks
@same_for_all_signed_out
def recent(request: HttpRequest) -> HttpResponse:
    """Without its search: that is the site's."""
    listing = replace(of_site(request.user), scope=None)
    page = with_feeds(list_page(request, listing, counted=False), reverse("home"))
    context = {"page": page}
    return render(request, "discovery/recent.html", context)


@require_safe
@same_for_all_signed_out
def explore(request: HttpRequest) -> HttpResponse:
    """?sort=, and ?q= in the title; or ?tag=, one page of what is about it."""
    sort = _chosen(request, "sort", "active", [*ORDER_LABELS])
    text, tag = request.GET.get("q", "")[:100].strip(), request.GET.get("tag", "").strip()
    try:
        page = ranked(request.user, sort, text, place_of(request.GET)) if not tag else None
    except BadCursor as error:
        raise BadRequest(_("This address names no place in the list.")) from error
    ids = page.ids if page else about(tag, request.user)
    collections = collections_of(ids, request.user)
    add_pictures(collections, request.user)
    context = {
        "collections": collections,
        "text": text,
        "tag": tag,
        "is_further": bool(text or tag or page is None or page.has_previous or sort != "active"),
        "sorts": _choices(request, "sort", "" if tag else sort, ORDER_LABELS, tag=""),
        **(_ways(request, page) if page else {}),
    }
    return render(request, "discovery/explore.html", context)


def _chosen(request: HttpRequest, name: str, usual: str, known: list[str]) -> str:
    value = request.GET.get(name, usual)
    if value not in known:
        message = _("There is no %(name)s “%(value)s”.")
        raise BadRequest(message % {"name": name, "value": value[:40]})
    return value


def _choices(
    request: HttpRequest, name: str, current: str, labels: dict[str, Any], **without: str
) -> list[tuple[Any, str, bool]]:
    return [
        (label, with_words(request.GET, **{name: value}, **without), value == current)
        for value, label in labels.items()
    ]


def _ways(request: HttpRequest, page: Slice) -> dict[str, str]:
    asked = request.GET
    return {
        "first_url": with_words(asked) if page.has_previous else "",
        "previous_url": with_words(asked, before=page.previous) if page.previous else "",
        "next_url": with_words(asked, after=page.next) if page.next else "",
    }
