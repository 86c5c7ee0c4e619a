"""A person's page, following and blocking them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actions import action
from accounts.models import Block, User
from accounts.requests import SignedInRequest
from bookmarks.counting import count_shown
from bookmarks.following import block_person, follow_person, unblock_person
from bookmarks.listing import of_person as listing_of
from bookmarks.models import Collection, Follow, Mute
from bookmarks.views import oembed, structured_data
from bookmarks.views.addressed import of_person
from bookmarks.views.embeds import Shared
from bookmarks.views.follow_button import followable, followers_url, press
from bookmarks.views.kept import kept
from bookmarks.views.lists import list_page, with_feeds
from bookmarks.views.looks import remembers_looks
from linkshare.kit.http_caching import same_for_all_signed_out
from linkshare.kit.redirects import back


@require_safe
@remembers_looks
@same_for_all_signed_out
@kept
@of_person
def detail(request: HttpRequest, person: User) -> HttpResponse:
    is_self = person == request.user
    if not (is_self or person.may_publish):
        raise Http404
    listed = Collection.objects.listed_to(request.user).filter(owner=person)
    listed = listed.select_related("owner").order_by("title", "pk")
    collections = [each for each in listed if each.is_on_profile and each.is_public]
    count_shown(collections, request.user, listed)
    page = list_page(request, listing_of(person, request.user))
    context = {
        "person": person,
        "structured": structured_data.of_person(person, page),
        "oembed": oembed.links_for(Shared.of(person)),
        "collections": collections,
        "page": with_feeds(page, person.get_absolute_url()),
        "is_self": is_self,
        **_standing(request, person),
    }
    return render(request, "people/detail.html", context, status=page.status)


def _standing(request: HttpRequest, person: User) -> dict[str, Any]:
    """What there is between the person and their reader, in one query."""
    follows = Follow.objects.filter(person=OuterRef("pk"), follower=request.user.pk)
    blocks = Block.objects.filter(blocked=OuterRef("pk"), blocker=request.user.pk)
    mutes = Mute.objects.filter(person=OuterRef("pk"), owner=request.user.pk)
    standing = User.objects.filter(pk=person.pk).values(
        is_following=Exists(follows),
        is_blocked=Exists(blocks),
        is_muted=Exists(mutes),
        follower_count=Count("followers"),
    )
    return {"followers_url": followers_url(person, request.user), **(standing.first() or {})}


@followable
@of_person
def follow(request: HttpRequest, person: User) -> HttpResponse:
    if not person.may_publish and request.POST.get("action") != "unfollow":
        raise Http404

    def follow_them(reader: User) -> None:
        if person == reader:
            messages.info(request, _("This is you."))
        elif _blocked_by(person, reader):
            raise Http404
        else:
            follow_person(reader, person, timezone.now())

    return press(request, person, person.display_name, follow_them)


@action
@of_person
def block(request: SignedInRequest, person: User) -> HttpResponse:
    if request.POST.get("action") == "unblock":
        unblock_person(request.user, person)
        messages.success(request, _("You see each other again."))
    elif person == request.user:
        messages.info(request, _("This is you."))
    else:
        block_person(request.user, person)
        messages.success(request, _("Blocked. Neither of you sees what the other saves."))
    return back(request, person.get_absolute_url())


def _blocked_by(person: User, viewer: User) -> bool:
    return Block.objects.filter(blocker=person, blocked=viewer).exists()
