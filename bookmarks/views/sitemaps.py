"""What search engines may list, in parts (https://www.sitemaps.org/protocol.html).

A part is a stretch of ids, so that the thousandth costs what the first does, and nothing is
counted. Whoever asks, it is what anybody sees.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from bookmarks.models import Bookmark, Collection, Link, Tag
from linkshare.kit.http_caching import same_for_all_signed_out

# Of 50,000 addresses that a file may have: ids of rows that are gone or private are among them.
IDS_A_PART = 10_000
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_ANYBODY = AnonymousUser()

Place = tuple[str, datetime | None]
Rows = Callable[[], QuerySet[Any]]


def _people() -> QuerySet[Any]:
    """Those who show something."""
    shown = Bookmark.objects.listed_to(_ANYBODY).filter(owner=OuterRef("pk"))
    return User.objects.filter(Exists(shown), may_be_listed=True).values_list("pk", "handle")


def _collections() -> QuerySet[Any]:
    listed = Collection.objects.listed_to(_ANYBODY).public()
    return listed.values_list("pk", "owner__handle", "slug", "changed_at")


def _tags() -> QuerySet[Any]:
    return Tag.objects.seen_by(_ANYBODY).values_list("pk", "name")


def _bookmarks() -> QuerySet[Any]:
    listed = Bookmark.objects.listed_to(_ANYBODY)
    return listed.values_list("pk", "key", "changed_at")


def _links() -> QuerySet[Any]:
    return Link.objects.listed_to(_ANYBODY).values_list("pk", "key")


# Kind → its rows, the name of their addresses, of how many parts these are made.
KINDS: dict[str, tuple[Rows, str, int]] = {
    "people": (_people, "person", 1),
    "collections": (_collections, "collection", 2),
    "tags": (_tags, "tag", 1),
    "links": (_links, "link", 1),
    "bookmarks": (_bookmarks, "bookmark", 1),
}


@require_safe
@same_for_all_signed_out
def index(request: HttpRequest) -> HttpResponse:
    parts = [
        _element("sitemap", settings.SITE_URL + reverse("sitemap-part", args=[kind, n]))
        for kind, (rows, _name, _size) in KINDS.items()
        for n in range(_last_part(rows) + 1)
    ]
    return _answer("sitemapindex", parts)


@require_safe
@same_for_all_signed_out
def part(request: HttpRequest, kind: str, n: int) -> HttpResponse:
    """An empty one has the site's own address, since none may be empty."""
    if kind not in KINDS or n > _last_part(KINDS[kind][0]):
        raise Http404
    places = list(_places(kind, n)) or [(settings.SITE_URL + reverse("home"), None)]
    return _answer("urlset", [_element("url", *place) for place in places])


def _last_part(rows: Rows) -> int:
    """By the highest id of all, seen or not."""
    highest = rows().model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0
    return int(highest) // IDS_A_PART


def _places(kind: str, n: int) -> Iterator[Place]:
    rows, name, size = KINDS[kind]
    within = rows().filter(pk__gte=n * IDS_A_PART, pk__lt=(n + 1) * IDS_A_PART)
    for _pk, *said in within.order_by("pk"):
        changed = said[size] if len(said) > size else None
        yield settings.SITE_URL + reverse(name, args=said[:size]), changed


def _element(name: str, url: str, changed: datetime | None = None) -> str:
    when = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
    return f"<{name}><loc>{escape(url)}</loc>{when}</{name}>"


def _answer(root: str, elements: Iterable[str]) -> HttpResponse:
    text = "\n".join(elements)
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_XMLNS}>\n{text}\n</{root}>\n'
    return HttpResponse(document, content_type="application/xml")
