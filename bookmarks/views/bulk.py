"""Many bookmarks at once: from a list to a proposed change."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.actions import action
from accounts.requests import SignedInRequest
from bookmarks.bulk.choosing import all_of, by_keys, propose
from bookmarks.bulk_forms import (
    EVERYWHERE,
    IN_A_COLLECTION,
    IN_A_SMART_ONE,
    IN_THE_TRASH,
    BulkForm,
)
from bookmarks.collecting import tree_of
from bookmarks.listing import Listing, of_trash
from bookmarks.listing import of_collection as listing_of
from bookmarks.models import Collection
from bookmarks.views.addressed import of_collection
from bookmarks.views.library import asked_library
from bookmarks.views.list_addresses import with_words
from bookmarks.views.lists import whole_list


@action
def library(request: SignedInRequest) -> HttpResponse:
    form = BulkForm(request.POST, person=request.user, actions=EVERYWHERE)
    return _propose(request, form, whole_list(request.GET, asked_library(request).listing))


@action
def trash(request: SignedInRequest) -> HttpResponse:
    form = BulkForm(request.POST, person=request.user, actions=IN_THE_TRASH)
    return _propose(request, form, whole_list(request.GET, of_trash(request.user)))


@action
@of_collection
def collection(request: SignedInRequest, collection: Collection) -> HttpResponse:
    if collection.is_smart:
        return _propose_in_smart(request, collection)
    if not Collection.objects.editable_by(request.user).filter(pk=collection.pk).exists():
        raise Http404
    below = tree_of(collection.owner, request.user).below(collection)
    form = BulkForm(request.POST, person=request.user, actions=IN_A_COLLECTION)
    listing = listing_of(collection, below, request.user)
    listing = whole_list(request.GET, listing, sort=collection.default_sort)
    return _propose(request, form, listing, [collection.pk, *(each.pk for each in below)])


def _propose_in_smart(request: SignedInRequest, collection: Collection) -> HttpResponse:
    if collection.owner != request.user:
        raise Http404
    form = BulkForm(request.POST, person=request.user, actions=IN_A_SMART_ONE)
    listing = listing_of(collection, [], request.user)
    return _propose(request, form, whole_list(request.GET, listing, sort=collection.default_sort))


def _propose(
    request: SignedInRequest, form: BulkForm, listing: Listing, sources: Sequence[int] | None = None
) -> HttpResponse:
    """A form with a mistake comes back with all that was chosen."""
    path = request.path.removesuffix("bulk/")
    if not form.is_valid():
        context = {"form": form, "back": path + with_words(request.GET, select=1)}
        return render(request, "bulk/choose.html", context, status=422)
    chosen = all_of(listing, request.user) if form.is_of_all else by_keys(request.user, form.keys)
    origin = (path + with_words(request.GET, select="")).removesuffix("?")[:4096]
    change = propose(request.user, chosen, form.wish(sources), timezone.now(), origin)
    return redirect("change", change.key)
