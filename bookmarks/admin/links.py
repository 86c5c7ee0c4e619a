"""Links: what was fetched, and how that went."""

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from bookmarks.fetching.refresh import fetch_again
from bookmarks.models import Link
from bookmarks.moderation import readable_bookmarks
from linkshare.kit.read_only_admin import ReadOnlyAdmin


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin):
    list_display = ("host", "title", "state", "reason", "attempts", "due_at", "fetched_at")
    list_display_links = ("host", "title")
    list_filter = ("state", "kind")
    search_fields = ("=url", "=host")
    search_help_text = _("An address or a site, in full.")
    ordering = ("-id",)
    actions = ("fetch_again",)
    fields = (
        ("state", "reason", "attempts"),
        ("due_at", "fetched_at", "created_at"),
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

    @admin.action(description=_("Fetch again"), permissions=["view"])
    def fetch_again(self, request: HttpRequest, links: QuerySet[Link]) -> None:
        now = timezone.now()
        asked = sum(fetch_again(link, now) for link in links[: self.list_per_page])
        text = ngettext("%(n)s link is asked for.", "%(n)s links are asked for.", asked)
        self.message_user(request, text % {"n": asked}, messages.SUCCESS)
        if asked < len(links):
            self.message_user(request, str(_("The others are being fetched already.")))
