"""Who belongs to a collection, and in which order its bookmarks stand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from bookmarks.collecting import end_membership, move, share
from bookmarks.collection_forms import MemberForm
from bookmarks.listing import of_collection as listing_of
from bookmarks.models import Bookmark, Collection, CollectionItem
from bookmarks.views.addressed import managed, of_collection
from bookmarks.views.lists import list_page
from linkshare.kit.typed import chosen


@login_required
@managed
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: SignedInRequest, collection: Collection) -> HttpResponse:
    if "remove" in request.POST:
        return _remove(request, collection)
    typed = request.POST if request.method == "POST" else None
    form = MemberForm(typed, collection=collection)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["handle"]
        share(collection, person, form.cleaned_data["role"], timezone.now())
        messages.success(request, _("%(name)s is a member.") % {"name": person.display_name})
        return redirect("collection-members", collection.owner.handle, collection.slug)
    context = {
        "collection": collection,
        "form": form,
        "members": collection.members.select_related("person").order_by("added_at", "pk"),
    }
    return render(request, "collections/members.html", context, status=422 if form.errors else 200)


def _remove(request: SignedInRequest, collection: Collection) -> HttpResponse:
    member = get_object_or_404(
        collection.members.select_related("person"),
        person__handle=chosen(request.POST, "remove"),
    )
    end_membership(collection, member.person)
    messages.success(
        request, _("%(name)s is no longer a member.") % {"name": member.person.display_name}
    )
    return redirect("collection-members", collection.owner.handle, collection.slug)


@login_required
@of_collection
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: SignedInRequest, collection: Collection) -> HttpResponse:
    """The custom order, moved by buttons; for those who may add to the collection."""
    if not Collection.objects.editable_by(request.user).filter(pk=collection.pk).exists():
        raise Http404
    if request.method == "POST":
        return _move(request, collection)
    listing = listing_of(collection, [], request.user)
    context = {
        "collection": collection,
        "page": list_page(request, listing, sort=Collection.Sort.CUSTOM),
    }
    return render(request, "collections/order.html", context)


def _move(request: SignedInRequest, collection: Collection) -> HttpResponse:
    key, where = chosen(request.POST, "bookmark"), chosen(request.POST, "to")
    seen = Bookmark.objects.visible_to(request.user).kept()
    items = CollectionItem.objects.filter(collection=collection, bookmark__in=seen)
    item = get_object_or_404(items, bookmark__key=key)
    try:
        move(item, where, by=request.user)
    except KeyError as error:
        raise BadRequest(_("There is no place “%(place)s”.") % {"place": where}) from error
    except CollectionItem.DoesNotExist as gone:
        raise Http404 from gone
    return redirect(f"{request.get_full_path()}#{key}")
