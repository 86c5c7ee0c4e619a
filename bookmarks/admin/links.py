"""Links: what was fetched, and how that went."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from bookmarks.admin.searching import by_site
from bookmarks.fetching.refresh import fetch_again, try_again
from bookmarks.models import GivenUpLink, Link
from bookmarks.moderation import readable_bookmarks
from linkshare.kit.read_only_admin import COUNTED, ReadOnlyAdmin


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin):
    list_display = ("host", "title", "state", "reason", "attempts", "due_at", "fetched_at")
    list_display_links: tuple[str, ...] = ("host", "title")
    list_filter = ("state", "kind")
    search_fields = ("=url", "=host")
    search_help_text = _("An address or a site, in full.")
    ordering: ClassVar[tuple[str, ...]] = ("-id",)
    actions = ("fetch_again",)
    fields = (
        ("state", "reason", "cause", "attempts"),
        ("due_at", "fetched_at", "created_at", "gave_up_at"),
        ("check_at", "failures", "failing_since", "broken_at", "moved_to"),
        "url",
        "canonical_url",
        "title",
        "excerpt",
        ("site_name", "author", "language", "kind", "published_at"),
        "cover_url",
        "favicon_url",
    )
    readonly_fields = tuple(
        name for row in fields for name in ((row,) if isinstance(row, str) else row)
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Link]:
        """Of moderators: links that somebody saved in public. An address can be a secret."""
        links = Link.objects.all()
        if isinstance(request.user, User) and request.user.is_superuser:
            return links
        return links.filter(Exists(readable_bookmarks().filter(link=OuterRef("pk"))))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return by_site(queryset, search_term) if search_term else queryset, False

    @admin.action(description=_("Fetch again"), permissions=["view"])
    def fetch_again(self, request: HttpRequest, links: QuerySet[Link]) -> None:
        now = timezone.now()
        asked = sum(fetch_again(link, now) for link in links[: self.list_per_page])
        text = ngettext("%(n)s link is asked for.", "%(n)s links are asked for.", asked)
        self.message_user(request, text % {"n": asked}, messages.SUCCESS)
        if asked < len(links):
            self.message_user(request, str(_("The others are being fetched already.")))


@admin.register(GivenUpLink)
class GivenUpLinkAdmin(LinkAdmin):
    """The dead letters: what was tried in vain, the newest first, to be tried again."""

    list_display = ("host", "url", "state", "reason", "gave_up_at", "failures", "broken_at")
    list_display_links = ("url",)
    list_filter = ("state", "cause")
    ordering = ("-gave_up_at", "-id")
    actions = ("try_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Link]:
        return super().get_queryset(request).filter(gave_up_at__isnull=False)

    @admin.action(description=_("Try again"), permissions=["view"])
    def try_again(self, request: HttpRequest, links: QuerySet[Link]) -> None:
        """No more at once than the list counts; what is left is still in the list."""
        chosen = links.values_list("pk", flat=True)[:COUNTED]
        asked = try_again(Link.objects.filter(pk__in=list(chosen)), timezone.now())
        text = ngettext("%(n)s link is tried again.", "%(n)s links are tried again.", asked)
        self.message_user(request, text % {"n": asked}, messages.SUCCESS)
