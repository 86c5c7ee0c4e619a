"""The page of a link: all that the site knows of one address."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookmarks.address_messages import explain
from bookmarks.addresses import AddressError, canonical
from bookmarks.discovery.link_page import SAVERS_MAX, around, links_known_to
from bookmarks.listing import of_link
from bookmarks.models import Link
from bookmarks.views.list_addresses import with_words
from bookmarks.views.lists import list_page
from linkshare.kit.http_caching import same_for_all_signed_out


@require_safe
@same_for_all_signed_out
def detail(request: HttpRequest, link_key: str) -> HttpResponse:
    """A 404 unless somebody lists the link to the reader."""
    link = get_object_or_404(links_known_to(request.user), key=link_key)
    show = request.GET.get("show", "notes")
    if show not in {"notes", "all"}:
        raise BadRequest(_("There is no such list of this page."))
    listing = of_link(link, request.user, noted=show == "notes")
    page = list_page(request, listing, counted=False)
    context = {
        "link": link,
        "savers": min(link.savers, SAVERS_MAX),
        "is_more": link.savers > SAVERS_MAX,
        "page": page,
        "show": show,
        "shows": [(name, with_words(request.GET, show=name)) for name in ("notes", "all")],
        "around": around(link, request.user) if page.is_first else None,
    }
    return render(request, "links/detail.html", context)


@require_safe
@same_for_all_signed_out
def find(request: HttpRequest) -> HttpResponse:
    """From an address to the page of its link: ?url=."""
    typed = request.GET.get("url", "").strip()
    context: dict[str, Any] = {"typed": typed[:2048]}
    if not typed:
        return render(request, "links/find.html", context)
    try:
        address = canonical(typed)
    except AddressError as error:
        context["mistake"] = explain(error)
        return render(request, "links/find.html", context, status=422)
    link = Link.objects.listed_to(request.user).filter(url=address).first()
    if link:
        return redirect(link)
    return render(request, "links/find.html", context | {"is_unknown": True}, status=404)
