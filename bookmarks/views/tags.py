"""A tag's page, and following it."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.models import User
from bookmarks.following import follow_tag, tag_named
from bookmarks.listing import with_tag
from bookmarks.models import Bookmark, Follow, Mute, Tag, TagAlias
from bookmarks.tag_names import folded
from bookmarks.tagging.branches import Branch, branch_of, related_to
from bookmarks.views.follow_button import followable, press
from bookmarks.views.lists import list_page, with_feeds
from bookmarks.views.looks import remembers_looks
from linkshare.kit.http_caching import same_for_all_signed_out


@require_safe
@remembers_looks
@same_for_all_signed_out
def detail(request: HttpRequest, name: str) -> HttpResponse:
    """Everyone's public bookmarks with a tag; another spelling of it leads to the one address."""
    branch = branch_of(name, Tag.objects.seen_by(request.user), TagAlias.objects.of(None))
    if branch is None:
        return _nothing_listed(request, name)
    if branch.name != name:
        # An alias may be gone tomorrow; another spelling stays one.
        return redirect(branch, permanent=folded(name) == branch.slugs[0])
    listing = branch.listing(request.user)
    page = with_feeds(list_page(request, listing), branch.get_absolute_url())
    context = {
        "tag": branch,
        "page": page,
        "related": related_to(branch, listing) if page.is_first else [],
        **_standing(request, branch),
    }
    return render(request, "tags/detail.html", context, status=page.status)


def _standing(request: HttpRequest, branch: Branch) -> dict[str, bool]:
    """What there is between the tag and its reader, in one query."""
    if not request.user.is_authenticated or branch.tag is None:
        return {}
    follows = Follow.objects.filter(tag=OuterRef("pk"), follower=request.user.pk)
    mutes = Mute.objects.filter(tag=OuterRef("pk"), owner=request.user.pk)
    itself = Tag.objects.seen_by(request.user).filter(pk=branch.tag.pk)
    found = itself.values(is_following=Exists(follows), is_muted=Exists(mutes))
    return dict(found.first() or {})


@followable
def follow(request: HttpRequest, name: str) -> HttpResponse:
    """What nobody tags so is followed by nobody: the page that has the button is not there."""
    branch = branch_of(name, Tag.objects.seen_by(request.user), TagAlias.objects.of(None))
    if branch is None:
        raise Http404
    tag = branch.tag or tag_named(branch.name)

    def follow_it(reader: User) -> None:
        follow_tag(reader, tag, timezone.now())

    return press(request, tag, f"#{tag.name}", follow_it)


def _nothing_listed(request: HttpRequest, name: str) -> HttpResponse:
    """For their owner the bookmarks that no list shows, from the tag on their entries.

    For others it is as if nobody had ever used the tag: to say more would be a leak.
    """
    own = Bookmark.objects.editable_by(request.user).kept()
    if own.filter(with_tag([folded(name)])).exists():
        return redirect(f"{reverse('library')}?{urlencode({'tag': name})}")
    return render(request, "tags/nothing.html", {"name": name}, status=404)
