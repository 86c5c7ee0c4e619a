"""A tag's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from bookmarks.listing import of_tag
from bookmarks.models import Bookmark, Tag
from bookmarks.models.tag import folded
from bookmarks.views.lists import list_page
from linkshare.kit.http_caching import same_for_all_signed_out


@require_safe
@same_for_all_signed_out
def detail(request: HttpRequest, name: str) -> HttpResponse:
    """Everyone's public bookmarks with a tag; another spelling of it leads to the one address."""
    tag = Tag.objects.seen_by(request.user).filter(slug=folded(name)).first()
    if tag is None:
        return _nothing_listed(request, name)
    if tag.name != name:
        return redirect(tag, permanent=True)
    page = list_page(request, of_tag(tag, request.user))
    return render(request, "tags/detail.html", {"tag": tag, "page": page}, status=page.status)


def _nothing_listed(request: HttpRequest, name: str) -> HttpResponse:
    """For their owner the bookmarks that no list shows, from the tag on their entries.

    For others it is as if nobody had ever used the tag: to say more would be a leak.
    """
    own = Bookmark.objects.editable_by(request.user).kept()
    if own.filter(taggings__tag__slug=folded(name)).exists():
        return redirect(f"{reverse('library')}?{urlencode({'tag': name})}")
    return render(request, "tags/nothing.html", {"name": name}, status=404)
