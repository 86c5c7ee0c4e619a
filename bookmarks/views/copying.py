"""All of somebody's collection into one's own."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from bookmarks.bulk.choosing import all_seen, propose
from bookmarks.bulk_forms import CopyForm
from bookmarks.collecting import tree_of
from bookmarks.listing import Listing
from bookmarks.listing import of_collection as listing_of
from bookmarks.models import Collection
from bookmarks.views.addressed import of_collection


@login_required
@of_collection
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: SignedInRequest, collection: Collection) -> HttpResponse:
    """Asks whereto; how many that are is said before anything is done."""
    if collection.owner == request.user:
        raise Http404
    form = CopyForm(request.POST if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and form.is_valid():
        chosen, origin = all_seen(_whole(request, collection)), collection.get_absolute_url()
        change = propose(request.user, chosen, form.wish(collection), timezone.now(), origin)
        return redirect("change", change.key)
    context = {"collection": collection, "form": form}
    return render(request, "collections/copy.html", context, status=422 if form.errors else 200)


def _whole(request: SignedInRequest, collection: Collection) -> Listing:
    """With the collections inside, in the order that its owner gave it."""
    below = tree_of(collection.owner, request.user).below(collection)
    listing = listing_of(collection, below, request.user)
    is_known = collection.default_sort in listing.orders
    return listing.sorted_by(collection.default_sort) if is_known else listing
