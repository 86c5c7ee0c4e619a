"""Who belongs to a collection, and in which order its bookmarks stand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.mail import send
from accounts.models import User
from accounts.models.block import not_blocked
from accounts.requests import SignedInRequest
from bookmarks.collecting import end_membership, share
from bookmarks.collection_forms import AddressForm, HandOverForm, MemberForm
from bookmarks.inviting import NotInvited, invite, invite_address, link_of, revoke
from bookmarks.listing import of_collection as listing_of
from bookmarks.models import Bookmark, Collection, CollectionItem, CollectionMember, Invitation
from bookmarks.ordering import move, move_beside
from bookmarks.views.addressed import managed, of_collection
from bookmarks.views.lists import list_page, place_of
from linkshare.kit.paging import Order, slice_of
from linkshare.kit.typed import chosen

PAGE_SIZE = 50


@login_required
@managed
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: SignedInRequest, collection: Collection) -> HttpResponse:
    """Who is in it, whom the owner has asked, and three ways to ask."""
    typed = request.POST if request.method == "POST" else None
    if typed and ("revoke" in typed or "link" in typed):
        return _change_invitations(request, collection)
    by_mail = typed is not None and "mail-email" in typed
    form = MemberForm(None if by_mail else typed, collection=collection)
    address_form = AddressForm(typed if by_mail else None, collection=collection)
    ask = _ask_address if by_mail else _ask_person
    used = address_form if by_mail else form
    if typed and used.is_valid() and ask(request, collection, used):
        return _to_members(collection)
    context = {
        "collection": collection,
        "form": form,
        "address_form": address_form,
        "members": collection.members.select_related("person").order_by("added_at", "pk"),
        **_asked(collection),
    }
    return render(request, "collections/members.html", context, status=422 if used.errors else 200)


def _asked(collection: Collection) -> dict[str, Any]:
    waiting = collection.invitations.open(timezone.now()).select_related("person")
    found = list(waiting.order_by("pk"))
    return {
        "invitations": [each for each in found if not each.is_link],
        "links": [each for each in found if each.is_link],
    }


def _ask_person(request: SignedInRequest, collection: Collection, form: Form) -> bool:
    """Of a member only the role changes."""
    person, role, now = form.cleaned_data["handle"], form.cleaned_data["role"], timezone.now()
    name = {"name": person.display_name}
    if collection.members.filter(person=person).exists():
        share(collection, person, role, now)
        messages.success(request, _("%(name)s is a member.") % name)
        return True
    try:
        invite(collection, person, role, now)
    except NotInvited as reason:
        form.add_error("handle", str(reason))
        return False
    messages.success(request, _("%(name)s is invited.") % name)
    return True


def _ask_address(request: SignedInRequest, collection: Collection, form: Form) -> bool:
    email, role = form.cleaned_data["email"], form.cleaned_data["role"]
    try:
        invitation = invite_address(collection, email, role, timezone.now())
    except NotInvited as reason:
        form.add_error("email", str(reason))
        return False
    if not send("invitation", email, {"invitation": invitation, "collection": collection}):
        revoke(invitation)
        form.add_error("email", _("The mail could not be sent. Please try again later."))
        return False
    messages.success(request, _("The invitation is on its way to %(to)s.") % {"to": email})
    return True


def _change_invitations(request: SignedInRequest, collection: Collection) -> HttpResponse:
    if "link" in request.POST:
        role = chosen(request.POST, "link")
        if role not in CollectionMember.Role.values or (collection.is_smart and role == "editor"):
            raise BadRequest(_("There is no such role."))
        link_of(collection, role, timezone.now())
    else:
        key = chosen(request.POST, "revoke")
        revoke(get_object_or_404(Invitation, collection=collection, key=key))
        messages.success(request, _("The invitation is taken back."))
    return _to_members(collection)


def _to_members(collection: Collection) -> HttpResponse:
    return redirect("collection-members", collection.owner.handle, collection.slug)


@login_required
@managed
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, collection: Collection, member: str) -> HttpResponse:
    """Says first what leaves the collection with the person."""
    found = collection.members.select_related("person")
    person = get_object_or_404(found, person__handle=member).person
    if request.method == "POST":
        end_membership(collection, person, timezone.now(), by=request.user)
        name = {"name": person.display_name}
        messages.success(request, _("%(name)s is no longer a member.") % name)
        return _to_members(collection)
    seen = Bookmark.objects.visible_to(request.user).kept().saved_by(person)
    theirs = seen.filter(items__collection=collection)
    context = {"collection": collection, "person": person, "count": theirs.count()}
    return render(request, "collections/remove.html", context)


@login_required
@managed
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: SignedInRequest, collection: Collection) -> HttpResponse:
    """Asks an editor to own the collection; what a search finds is its owner's for good."""
    if collection.is_smart:
        raise Http404
    form = HandOverForm(request.POST if request.method == "POST" else None, collection=collection)
    if request.method == "POST" and form.is_valid():
        return _offer(request, collection, form.cleaned_data["to"])
    context = {"collection": collection, "form": form}
    status = 422 if form.errors else 200
    return render(request, "collections/hand_over.html", context, status=status)


def _offer(request: SignedInRequest, collection: Collection, to: User) -> HttpResponse:
    try:
        invite(collection, to, Invitation.Role.OWNER, timezone.now())
    except NotInvited as reason:
        messages.error(request, str(reason))
    else:
        text = _("%(name)s is asked. It stays yours until they accept.")
        messages.success(request, text % {"name": to.display_name})
    return _to_members(collection)


@login_required
@of_collection
@require_safe
def activity(request: SignedInRequest, collection: Collection) -> HttpResponse:
    """What happened there, for those who share it."""
    is_theirs = collection.owner == request.user
    if not (is_theirs or collection.members.filter(person=request.user).exists()):
        raise Http404
    events = collection.events.filter(not_blocked(request.user, "person"))
    part = slice_of([events], Order("id", "id"), place_of(request.GET), PAGE_SIZE)
    found = events.filter(pk__in=part.ids).select_related("person").order_by("-pk")
    seen = Bookmark.objects.visible_to(request.user).kept().select_related("link")
    bookmarks = seen.in_bulk([event.bookmark_id for event in found if event.bookmark_id])
    context = {
        "collection": collection,
        "events": [(event, bookmarks.get(event.bookmark_id or 0)) for event in found],
        "previous_url": f"?before={part.previous}" if part.previous else "",
        "next_url": f"?after={part.next}" if part.next else "",
    }
    return render(request, "collections/activity.html", context)


@login_required
@of_collection
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: SignedInRequest, collection: Collection) -> HttpResponse:
    """The custom order, moved by buttons or by hand; for those who may add to the collection."""
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
        if where in {"before", "after"}:
            beside = get_object_or_404(items, bookmark__key=chosen(request.POST, "beside"))
            move_beside(item, beside, where)
        else:
            move(item, where, by=request.user)
    except KeyError as error:
        raise BadRequest(_("There is no place “%(place)s”.") % {"place": where}) from error
    except CollectionItem.DoesNotExist as gone:
        raise Http404 from gone
    if "HX-Request" in request.headers:
        return HttpResponse(status=204)
    return redirect(f"{request.get_full_path()}#{key}")
