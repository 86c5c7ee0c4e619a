"""One entry as it stands in the list that asks for it: ?view=, and ?in= or ?by=1."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bookmarks.collecting import tree_of
from bookmarks.listing import Entry
from bookmarks.listing import of_collection as listing_of
from bookmarks.models import Bookmark, Collection
from linkshare.kit.typed import number


def entry_as_there(request: HttpRequest, bookmark: Bookmark) -> HttpResponse:
    view = _view(request)
    collection = _collection_of_page(request)
    context = {
        "entry": _entry(request, bookmark, collection),
        "view": view,
        "hidden": collection.hidden_in(view) if collection else "",
    }
    return render(request, "components/entry_polled.html", context)


def _collection_of_page(request: HttpRequest) -> Collection | None:
    """On whose page the entry stands: ?in=."""
    open_to_them = Collection.objects.visible_to(request.user).select_related("owner")
    asked = number(request.GET.get("in", ""))
    return open_to_them.filter(pk=asked).first() if asked is not None else None


def _entry(request: HttpRequest, bookmark: Bookmark, collection: Collection | None) -> Entry:
    if collection is None:
        may_edit = bookmark.owner == request.user
        return Entry(bookmark, may_edit=may_edit, show_owner="by" in request.GET)
    below = tree_of(collection.owner, request.user).below(collection)
    return listing_of(collection, below, request.user).entries_of([bookmark.pk])[0]


def _view(request: HttpRequest) -> str:
    asked = request.GET.get("view", "")
    return asked if asked in {*Collection.View.values, "detail"} else Collection.View.LIST
