"""A tag's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from bookmarks.listing import of_tag
from bookmarks.models import Tag
from bookmarks.models.tag import folded
from bookmarks.views.lists import list_page
from linkshare.kit.http_caching import same_for_all_signed_out


@require_safe
@same_for_all_signed_out
def detail(request: HttpRequest, name: str) -> HttpResponse:
    """Everyone's public bookmarks with a tag; another spelling of it leads to the one address.

    A tag that only others' private bookmarks have is not there: its name would be a leak.
    """
    seen = Tag.objects.seen_by(request.user)
    tag = get_object_or_404(seen, slug=folded(name))
    if tag.name != name:
        return redirect(tag, permanent=True)
    context = {"tag": tag, "page": list_page(request, of_tag(tag, request.user))}
    return render(request, "tags/detail.html", context)
