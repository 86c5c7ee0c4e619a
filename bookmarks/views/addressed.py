"""Views below a person's address: /@handle/ and /@handle/slug/."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.handles import find_person, moved_path
from accounts.models import User
from bookmarks.models import Collection, FormerAddress

View = Callable[..., HttpResponse]


def as_anybody(view: View) -> View:
    """Show everybody alike what a visitor sees: for what is passed on to others."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        request.user = AnonymousUser()
        return view(request, **kwargs)

    return wrapped


def of_person(view: View) -> View:
    """Give the view the person whose handle is in the address.

    A handle that the person had before, or in another case, leads to the present one.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, handle: str, **kwargs: Any) -> HttpResponse:
        person = _reader(request, handle) or find_person(handle)
        if person is None:
            return _redirect(request, moved_path(request.path))
        if not person.is_active:
            raise Http404
        if person.handle != handle and request.method in {"GET", "HEAD"}:
            path = request.path.replace(f"@{handle}", f"@{person.handle}", 1)
            return _redirect(request, path)
        return view(request, person, **kwargs)

    return wrapped


def _reader(request: HttpRequest, handle: str) -> User | None:
    """On one's own pages the person is known already."""
    reader = request.user
    return reader if reader.is_authenticated and reader.handle == handle else None


def _redirect(request: HttpRequest, path: str | None) -> HttpResponse:
    if path is None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{path}?{query}" if query else path, permanent=True)


def of_collection(view: View) -> View:
    """Give the view the collection at the address; a 404 where the viewer may not open it."""

    @of_person
    def searched(request: HttpRequest, owner: User, slug: str, **kwargs: Any) -> HttpResponse:
        open_to_them = Collection.objects.visible_to(request.user).select_related("owner")
        collection = open_to_them.filter(owner=owner, slug=slug).first()
        if collection is None:
            return _redirect(request, _handed_over(request, owner, slug))
        return view(request, collection, **kwargs)

    @wraps(view)
    def wrapped(request: HttpRequest, handle: str, slug: str, **kwargs: Any) -> HttpResponse:
        """Mostly the address is as it should be, and one query finds both."""
        open_to_them = Collection.objects.visible_to(request.user).select_related("owner")
        there = open_to_them.filter(owner__handle=handle, owner__is_active=True, slug=slug)
        collection = there.first()
        if collection is None:
            return searched(request, handle=handle, slug=slug, **kwargs)
        return view(request, collection, **kwargs)

    return wrapped


def _handed_over(request: HttpRequest, owner: User, slug: str) -> str | None:
    """The present address of what this owner gave to another, if the reader may open it."""
    former = FormerAddress.objects.filter(owner=owner, slug=slug).values("collection_id")
    found = Collection.objects.visible_to(request.user).filter(pk__in=former)
    collection = found.select_related("owner").first()
    if collection is None or request.method not in {"GET", "HEAD"}:
        return None
    old, new = f"/@{owner.handle}/{slug}/", collection.get_absolute_url()
    return request.path.replace(old, new, 1)


def managed(view: View) -> View:
    """As `of_collection`, for those who may change it: its owner."""

    @of_collection
    @wraps(view)
    def wrapped(request: HttpRequest, collection: Collection, **kwargs: Any) -> HttpResponse:
        if not Collection.objects.managed_by(request.user).filter(pk=collection.pk).exists():
            raise Http404
        return view(request, collection, **kwargs)

    return wrapped
