"""Feeds of what lists show to everybody: /@ann/feed.atom, /tags/python/feed.json …

`?q=` narrows a feed as it narrows the list. Who is signed in sees what they see on the page.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import Count, Max, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.http import http_date, urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from bookmarks.collecting import tree_of
from bookmarks.discovery.popular import NEWEST, links_of
from bookmarks.discovery.popular import popular as popular_links
from bookmarks.feeds.document import Author, Feed, Item
from bookmarks.feeds.items import author_of, item_of, item_of_link, tag_uri
from bookmarks.feeds.writing import FORMS
from bookmarks.listing import Listing, Sort, of_site
from bookmarks.listing import of_collection as listing_of_collection
from bookmarks.listing import of_person as listing_of_person
from bookmarks.models import Collection, PopularLink, Revision, Tag, TagAlias
from bookmarks.tag_names import folded
from bookmarks.tagging.branches import branch_of
from bookmarks.templatetags.text import plain
from bookmarks.views.addressed import of_collection, of_person
from bookmarks.views.kept import kept, kept_as, kept_for_all
from bookmarks.views.list_addresses import PLACES
from bookmarks.views.lists import place_of
from bookmarks.views.searching import Question
from linkshare.kit.http_caching import same_for_all_signed_out
from linkshare.kit.paging import BadCursor, Slice

Period = PopularLink.Period

FEED_SIZE = 50
# What a feed that has never had anything in it says of its last change.
NEVER = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is of. `page`: the path of the list that it repeats; `query`: which of several
    lists at one path.
    """

    id: str
    title: str
    description: str
    page: str
    author: Author | None = None
    changed_at: datetime = NEVER
    hidden: AbstractSet[str] = field(default_factory=frozenset)
    query: Mapping[str, str] = field(default_factory=dict)
    is_announced: bool = False
    """A hub is told what is new in it: see `bookmarks/feeds/websub.py`."""


@require_safe
@same_for_all_signed_out
@kept
@of_collection
def collection(request: HttpRequest, collection: Collection, form: str) -> HttpResponse:
    tree = tree_of(collection.owner, request.user)
    listing = listing_of_collection(collection, tree.below(collection), request.user)
    name = collection.owner.display_name
    channel = Channel(
        tag_uri("collection", collection.pk),
        collection.title,
        plain(collection.description) or _("Bookmarks gathered by %(name)s") % {"name": name},
        collection.get_absolute_url(),
        author_of(collection.owner),
        collection.changed_at,
        collection.hidden_in(collection.default_view),
        is_announced=collection.is_public,
    )
    answer = answer_with(request, form, listing, channel)
    if not collection.is_public:
        answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
@same_for_all_signed_out
@kept
@of_person
def person(request: HttpRequest, person: User, form: str) -> HttpResponse:
    if not (person == request.user or person.may_publish):
        raise Http404
    name = person.display_name
    channel = Channel(
        tag_uri("person", person.pk),
        name,
        plain(person.bio) or _("Bookmarks of %(name)s") % {"name": name},
        person.get_absolute_url(),
        author_of(person),
        person.date_joined,
        is_announced=True,
    )
    return answer_with(request, form, listing_of_person(person, request.user), channel)


@require_safe
@same_for_all_signed_out
@kept_for_all
def tag(request: HttpRequest, name: str, form: str) -> HttpResponse:
    branch = branch_of(name, Tag.objects.seen_by(request.user), TagAlias.objects.of(None))
    if branch is None:
        raise Http404
    if branch.name != name:
        is_a_spelling = folded(name) == branch.slugs[0]
        return redirect("tag-feed", branch.name, form, permanent=is_a_spelling)
    channel = Channel(
        tag_uri("tag", branch.slugs[0]),
        f"#{branch.name}",
        _("What people save with the tag “%(name)s”") % {"name": branch.name},
        branch.get_absolute_url(),
    )
    return answer_with(request, form, branch.listing(request.user), channel)


@require_safe
@same_for_all_signed_out
@kept_for_all
def recent(request: HttpRequest, form: str) -> HttpResponse:
    """The newest that anybody shows, or of it what a search finds."""
    is_search = bool(request.GET.get("q", "").strip())
    channel = Channel(
        tag_uri("list", "search" if is_search else "recent"),
        settings.SITE_NAME,
        _("All that people here show to everyone."),
        reverse("search" if is_search else "recent"),
        is_announced=request.resolver_match is not None
        and request.resolver_match.url_name == "feed",
    )
    return answer_with(request, form, of_site(request.user), channel)


@require_safe
@same_for_all_signed_out
def popular(request: HttpRequest, form: str) -> HttpResponse:
    """Of pages, not of bookmarks: what people say of one is not said by all who saved it.

    First what came into the list last.
    """
    period = request.GET.get("over", Period.WEEK)
    if period not in Period.values:
        raise BadRequest(_("There is no such time."))

    def make() -> HttpResponse:
        return _popular(request, period, form)

    if request.user.is_authenticated:
        return make()
    ranks = PopularLink.objects.filter(period=period)
    state = ranks.aggregate(Count("pk"), Max("pk"), Max("since"), Sum("people"))
    return kept_as(f"{Revision.objects.of_site()} {state}", request, make)


def _popular(request: HttpRequest, period: str, form: str) -> HttpResponse:
    try:
        page = popular_links(period, request.user, place_of(request.GET), NEWEST)
    except BadCursor as error:
        raise BadRequest(_("This address names no place in the list.")) from error
    channel = Channel(
        tag_uri("popular", period),
        _("Popular on %(site)s") % {"site": settings.SITE_NAME},
        _("Pages that many people have saved lately"),
        f"{reverse('popular')}?over={period}",
        query={"over": period} if "over" in request.GET else {},
    )
    since = {pk: at for at, pk in page.places}
    items = [item_of_link(link, since[link.pk]) for link in links_of(page, request.user)]
    return _written(form, _feed(request, channel, "", page, items))


def answer_with(
    request: HttpRequest, form: str, listing: Listing, channel: Channel, size: int = FEED_SIZE
) -> HttpResponse:
    """A page of the listing, in its order, as a feed; of a search the newest that it finds."""
    question = Question.of(request.GET)
    if question.error:
        raise BadRequest(_("This search has a mistake."))
    if question.root is not None:
        listing = listing.matching(question.root).sorted_by(Sort.NEWEST)
    page = _page(request, listing, size)
    items = [item_of(entry, channel.hidden) for entry in listing.entries(page)]
    return _written(form, _feed(request, channel, question.text, page, items))


def _written(form: str, feed: Feed) -> HttpResponse:
    """It was changed when it was made: what goes, or gets its picture, has no date of its own.

    That holds for as long as it is kept.
    """
    kind = FORMS[form]
    answer = HttpResponse(kind.write(feed), content_type=kind.content_type)
    answer["Last-Modified"] = http_date()
    answer["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in _linked(feed))
    return answer


def _page(request: HttpRequest, listing: Listing, size: int) -> Slice:
    try:
        return listing.page(place_of(request.GET), size)
    except BadCursor as error:
        raise BadRequest(_("This address names no place in the list.")) from error


def _feed(
    request: HttpRequest, channel: Channel, words: str, page: Slice, items: list[Item]
) -> Feed:
    query = f"?{urlencode({'q': words})}" if words else ""
    is_further = any(name in request.GET for name in PLACES)
    site = Author(settings.SITE_NAME, settings.SITE_URL + "/")
    return Feed(
        id=channel.id + query,
        title=f"{channel.title}: {words}" if words else channel.title,
        description=channel.description,
        page_url=settings.SITE_URL + channel.page + query,
        author=channel.author or site,
        language=get_language() or settings.LANGUAGE_CODE,
        icon=settings.SITE_URL + static("icons/favicon.svg"),
        updated=max(channel.changed_at, *(item.updated for item in items), NEVER),
        links=_links(request, {**channel.query, **({"q": words} if words else {})}, page),
        entries=items,
        # A hub reads the newest, and knows no other page of it.
        hub=settings.WEBSUB_HUB if channel.is_announced and not (words or is_further) else "",
    )


def _links(request: HttpRequest, base: dict[str, str], page: Slice) -> dict[str, str]:
    """This page of the feed and those round it (RFC 5005, section 3)."""
    here = {name: str(request.GET[name]) for name in PLACES if name in request.GET}
    places = {"self": here}
    if here:
        places["first"] = {}
    if page.previous:
        places["previous"] = {"before": str(page.previous)}
    if page.next:
        places["next"] = {"after": str(page.next)}
    return {rel: _address(request, base | place) for rel, place in places.items()}


def _address(request: HttpRequest, query: dict[str, str]) -> str:
    path = settings.SITE_URL + escape_uri_path(request.path)
    return f"{path}?{urlencode(query)}" if query else path


def _linked(feed: Feed) -> list[tuple[str, str]]:
    hub = [("hub", feed.hub)] if feed.hub else []
    return [("self", feed.links["self"]), *hub]
