"""Pictures: what became of covers and icons. For administrators: an address can be a secret."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bookmarks.admin.searching import by_site
from bookmarks.fetching import images
from bookmarks.models import Picture
from linkshare.kit.read_only_admin import ReadOnlyAdmin


@admin.register(Picture)
class PictureAdmin(ReadOnlyAdmin):
    list_display = ("host", "role", "state", "reason", "attempts", "due_at", "fetched_at")
    list_filter = ("role", "state")
    search_fields = ("=url", "=host")
    search_help_text = _("An address or a site, in full.")
    ordering = ("-id",)
    actions = ("fetch_again",)
    fields = (
        ("role", "state", "reason", "attempts"),
        ("due_at", "fetched_at", "wanted_at"),
        "url",
        "our_copy",
    )
    readonly_fields = ("our_copy",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return by_site(queryset, search_term) if search_term else queryset, False

    @admin.display(description=_("our copy"))
    def our_copy(self, picture: Picture) -> SafeString | str:
        if not picture.is_shown:
            return "–"
        return format_html('<img src="{}" alt="">', picture.small_url)

    @admin.action(description=_("Fetch again"), permissions=["view"])
    def fetch_again(self, request: HttpRequest, pictures: QuerySet[Picture]) -> None:
        chosen = pictures.values_list("pk", flat=True)[: self.list_per_page]
        asked = images.fetch_again(Picture.objects.filter(pk__in=list(chosen)), timezone.now())
        text = ngettext("%(n)s picture is asked for.", "%(n)s pictures are asked for.", asked)
        self.message_user(request, text % {"n": asked}, messages.SUCCESS)
