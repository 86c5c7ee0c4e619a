"""A collection's page, and what its owner does with it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User, Viewer
from accounts.requests import SignedInRequest
from bookmarks.bulk_forms import IN_A_COLLECTION, IN_A_SMART_ONE
from bookmarks.collecting import (
    Tree,
    WouldBeACircle,
    delete_collection,
    end_membership,
    free_slug,
    keep_collection,
    tree_of,
)
from bookmarks.collection_forms import CollectionForm
from bookmarks.counting import count_shown, count_smart
from bookmarks.following import follow_collection
from bookmarks.listing import of_collection as listing_of
from bookmarks.models import Collection, CollectionMember, Follow
from bookmarks.templatetags.text import plain
from bookmarks.views import oembed, structured_data
from bookmarks.views.addressed import managed, of_collection
from bookmarks.views.embeds import Shared
from bookmarks.views.follow_button import followable, followers_url, press
from bookmarks.views.kept import kept
from bookmarks.views.lists import ListPage, list_page, with_feeds
from bookmarks.views.looks import remembers_looks
from linkshare.kit.http_caching import same_for_all_signed_out


@require_safe
@remembers_looks
@same_for_all_signed_out
@kept
@of_collection
def detail(request: HttpRequest, collection: Collection) -> HttpResponse:
    tree = _tree_round(collection, request.user)
    standing = _standing(request, collection)
    page = list_page(
        request,
        listing_of(collection, tree.below(collection), request.user),
        sort=collection.default_sort,
        view=collection.default_view,
        hidden_by=collection,
        actions=_actions(request, collection, may_edit=bool(standing.get("may_edit"))),
    )
    description = _description(collection, page.count or 0)
    above = [(c.title, c.get_absolute_url()) for c in tree.above(collection)]
    structured = structured_data.of_collection(collection, description, above, page)
    context = {
        "collection": collection,
        "description": description,
        "page": with_feeds(page, collection.get_absolute_url()),
        "oembed": oembed.links_for(Shared.of(collection)),
        "empty": _("Nothing is found yet.") if collection.is_smart else "",
        "breadcrumbs": above,
        "structured": structured,
        # Counted together with the list.
        "children": tree.children(collection) if page.is_first and not page.is_search else [],
        "order_url": _order_url(collection, page, may_edit=bool(standing.get("may_edit"))),
        "is_owner": collection.owner == request.user,
        "may_manage": collection.owner == request.user,
        **standing,
    }
    return render(request, "collections/detail.html", context, status=page.status)


def _order_url(collection: Collection, page: ListPage, *, may_edit: bool) -> str:
    """Where entries are dragged to another place of the order that is shown."""
    if not may_edit or page.sort != Collection.Sort.CUSTOM or page.is_search:
        return ""
    return reverse("collection-order", args=[collection.owner.handle, collection.slug])


def _tree_round(collection: Collection, viewer: Viewer) -> Tree:
    """Of a smart collection only what lies above it is shown."""
    is_alone = collection.is_smart and collection.parent_id is None
    return Tree(Collection.objects.none()) if is_alone else tree_of(collection.owner, viewer)


def _actions(request: HttpRequest, collection: Collection, *, may_edit: bool) -> Sequence[str]:
    """What the reader may do there with many at once."""
    if collection.is_smart:
        return IN_A_SMART_ONE if collection.owner == request.user else ()
    return IN_A_COLLECTION if may_edit else ()


def _standing(request: HttpRequest, collection: Collection) -> dict[str, Any]:
    """What there is between the collection and its reader, in one query."""
    itself = Collection.objects.visible_to(request.user).filter(pk=collection.pk)
    editable = Collection.objects.editable_by(request.user).filter(pk=OuterRef("pk"))
    members = CollectionMember.objects.filter(collection=OuterRef("pk"), person=request.user.pk)
    follows = Follow.objects.filter(collection=OuterRef("pk"), follower=request.user.pk)
    standing = itself.values(
        may_edit=Exists(editable),
        is_member=Exists(members),
        is_following=Exists(follows),
        follower_count=Count("followers"),
    )
    return {"followers_url": followers_url(collection, request.user), **(standing.first() or {})}


def _description(collection: Collection, count: int) -> str:
    """In one line, for search engines and for cards on other sites."""
    if collection.description:
        return plain(collection.description)
    text = ngettext(
        "%(n)d bookmark, gathered by %(name)s", "%(n)d bookmarks, gathered by %(name)s", count
    )
    return text % {"n": count, "name": collection.owner.display_name}


def _is_member(request: HttpRequest, collection: Collection) -> bool:
    members = CollectionMember.objects.filter(collection=collection)
    return request.user.is_authenticated and members.filter(person=request.user).exists()


@login_required
@require_safe
@kept
def mine(request: SignedInRequest) -> HttpResponse:
    branches = list(tree_of(request.user, request.user).branches())
    shared = Collection.objects.visible_to(request.user).filter(members__person=request.user)
    shared_list = list(shared.select_related("owner").order_by("title", "pk"))
    count_shown([branch.collection for branch in branches] + shared_list, request.user)
    count_smart([branch.collection for branch in branches], request.user)
    context = {"branches": branches, "shared": shared_list}
    return render(request, "collections/mine.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    return _form(request, Collection(owner=request.user), _("Made."))


@login_required
@managed
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, collection: Collection) -> HttpResponse:
    return _form(request, collection, _("Changed."))


def _form(request: SignedInRequest, collection: Collection, done: str) -> HttpResponse:
    form = CollectionForm(
        request.POST if request.method == "POST" else None,
        instance=collection,
        owner=request.user,
        tree=tree_of(request.user, request.user),
        is_smart="query" in request.GET,
        initial={} if collection.pk else _asked_for(request),
    )
    if request.method == "POST" and form.is_valid() and _keep(form):
        messages.success(request, done)
        return redirect(form.instance)
    # The collection as it is kept: the form's own instance holds what was typed.
    kept = Collection.objects.filter(pk=collection.pk).select_related("owner").first()
    context = {"form": form, "collection": kept}
    return render(request, "collections/edit.html", context, status=422 if form.errors else 200)


def _asked_for(request: SignedInRequest) -> dict[str, str | None]:
    """Where a new one begins."""
    return {"parent": request.GET.get("inside"), "query": request.GET.get("query")}


def _keep(form: CollectionForm) -> bool:
    """Save what the form says; on a clash, put the reason beside the field."""
    collection = form.instance
    collection.slug = collection.slug or free_slug(form.owner, collection.title, collection)
    try:
        keep_collection(collection, timezone.now())
    except Collection.DoesNotExist as deleted:
        raise Http404 from deleted
    except WouldBeACircle:
        form.add_error("parent", _("A collection cannot lie inside itself."))
    except IntegrityError:
        form.add_error("slug", _("You have a collection at this address already."))
    return not form.errors


@login_required
@managed
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: SignedInRequest, collection: Collection) -> HttpResponse:
    if request.method != "POST":
        return render(request, "collections/delete.html", {"collection": collection})
    delete_collection(collection)
    messages.success(
        request, _("“%(title)s” is deleted; its bookmarks stay.") % {"title": collection.title}
    )
    return redirect("collections")


@followable
@of_collection
def follow(request: HttpRequest, collection: Collection) -> HttpResponse:
    def follow_it(reader: User) -> None:
        if collection.owner == reader:
            messages.info(request, _("This collection is your own."))
        else:
            follow_collection(reader, collection, timezone.now())

    return press(request, collection, collection.title, follow_it)


@login_required
@of_collection
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SignedInRequest, collection: Collection) -> HttpResponse:
    """A member goes; their bookmarks leave the collection with them, which is said first."""
    if not _is_member(request, collection):
        raise Http404
    if request.method != "POST":
        return render(request, "collections/leave.html", {"collection": collection})
    end_membership(collection, request.user, timezone.now())
    messages.success(request, _("You have left “%(title)s”.") % {"title": collection.title})
    return redirect("collections")
