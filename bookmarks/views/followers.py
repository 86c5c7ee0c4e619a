"""Who follows a person, or one of their collections; unless the person keeps it to themselves."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.models.block import not_blocked
from bookmarks.models import Collection, Follow
from bookmarks.views.addressed import of_collection, of_person
from bookmarks.views.lists import place_of
from linkshare.kit.paging import Order, slice_of

PAGE_SIZE = 50


@require_safe
@of_person
def of_a_person(request: HttpRequest, person: User) -> HttpResponse:
    _refuse(request, person)
    context = {"person": person, **_page(request, Follow.objects.filter(person=person))}
    return render(request, "people/followers.html", context)


@require_safe
@of_collection
def of_a_collection(request: HttpRequest, collection: Collection) -> HttpResponse:
    _refuse(request, collection.owner)
    follows = Follow.objects.filter(collection=collection)
    context = {"person": collection.owner, "collection": collection, **_page(request, follows)}
    return render(request, "people/followers.html", context)


def _refuse(request: HttpRequest, person: User) -> None:
    is_shown = person.may_publish and person.shows_followers
    if not (is_shown or person == request.user):
        raise Http404


def _page(request: HttpRequest, follows: Any) -> dict[str, Any]:
    """Only people whose own pages the reader could open."""
    seen = follows.filter(follower__may_publish=True)
    if isinstance(request.user, User):
        seen = seen.filter(not_blocked(request.user, "follower"))
    part = slice_of([seen], Order("id", "id"), place_of(request.GET), PAGE_SIZE)
    found = seen.filter(pk__in=part.ids).select_related("follower").order_by("-pk")
    return {
        "people": [follow.follower for follow in found],
        "previous_url": f"?before={part.previous}" if part.previous else "",
        "next_url": f"?after={part.next}" if part.next else "",
    }
