"""A person's own tags."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from bookmarks.tagging.mine import ORDERS, SORT_LABELS, lines_of, page_of, tags_of
from linkshare.kit.paging import BadCursor, Cursor

COUNTED = 10_000


@login_required
@require_safe
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    """All of them: by name as a tree, or the most used or the last used first."""
    asked = request.GET
    containing = asked.get("q", "").strip()
    sort = _sort(asked)
    rows = tags_of(request.user, containing)
    try:
        page = page_of(rows, sort, _cursor(asked))
    except BadCursor as error:
        raise BadRequest(_("This address names no place in the list.")) from error
    as_tree = sort == "name" and not containing
    context = {
        "lines": lines_of(request.user, page, as_tree=as_tree),
        "as_tree": as_tree,
        "count": rows[: COUNTED + 1].count(),
        "counted": COUNTED,
        "containing": containing,
        "sort": sort,
        "sorts": [(name, label, _url(asked, sort=name)) for name, label in SORT_LABELS.items()],
        "first_url": _url(asked) if "after" in asked or "before" in asked else "",
        "previous_url": _url(asked, before=page.previous) if page.previous else "",
        "next_url": _url(asked, after=page.next) if page.next else "",
    }
    return render(request, "tags/mine.html", context)


def _sort(asked: QueryDict) -> str:
    sort = asked.get("sort", "name")
    if sort not in ORDERS:
        raise BadRequest(_("There is no sort “%(value)s”.") % {"value": sort[:40]})
    return sort


def _cursor(asked: QueryDict) -> Cursor | None:
    if "after" in asked:
        return Cursor.parse("after", asked.get("after", ""))
    return Cursor.parse("before", asked.get("before", "")) if "before" in asked else None


def _url(asked: QueryDict, **changed: object) -> str:
    kept = asked.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    for name, value in changed.items():
        kept[name] = str(value)
    return f"?{kept.urlencode()}"
