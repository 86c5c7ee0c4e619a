"""Pictures drawn of collections, for what other sites show of a link to one."""

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bookmarks.collecting import tree_of
from bookmarks.listing import of_collection as listing_of
from bookmarks.models import Collection
from bookmarks.views.addressed import as_anybody, of_collection
from bookmarks.views.kept import kept
from linkshare.kit import drawn_cards
from linkshare.kit.http_caching import same_for_all_signed_out


@require_safe
@as_anybody
@same_for_all_signed_out
@kept
@of_collection
def collection(request: HttpRequest, collection: Collection) -> HttpResponse:
    """Drawn when it is first asked for, and kept while nothing changes."""
    if not collection.is_public:
        raise Http404
    below = tree_of(collection.owner, request.user).below(collection)
    count = listing_of(collection, below, request.user).count()
    words = ngettext("%(n)s bookmark", "%(n)s bookmarks", count) % {"n": intcomma(count)}
    name, host = collection.owner.display_name, settings.SITE_URL.partition("//")[2]
    picture = drawn_cards.draw(
        collection.title,
        f"{name} (@{collection.owner.handle})",
        f"{words} · {settings.SITE_NAME}",
        instead=host + collection.get_absolute_url().rstrip("/"),
    )
    return HttpResponse(picture, content_type="image/png")
