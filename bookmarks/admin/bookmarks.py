"""Bookmarks that are public, or would be if moderators had not acted."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models.user import Audience
from bookmarks.admin.cases import case_link
from bookmarks.admin.searching import by_address, named
from bookmarks.models import Bookmark
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.moderation import readable_bookmarks
from linkshare.kit.read_only_admin import ReadOnlyAdmin


@admin.register(Bookmark)
class BookmarkAdmin(ReadOnlyAdmin):
    list_display = ("shown", "host", "owner", "saved_at", "hidden_at")
    list_filter = (("hidden_at", admin.EmptyFieldListFilter),)
    list_select_related = ("link", "owner")
    search_fields = ("=owner__handle", "=link__host", "=link__url", "=key")
    search_help_text = _("A person's name, a site, an address or a key, in full.")
    ordering = ("-id",)
    fields = (
        "case",
        "shown",
        "address",
        "owner",
        "note",
        "tag_list",
        "saved_at",
        "hidden_at",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> BookmarkQuerySet:
        return readable_bookmarks().filter(audience=Audience.PUBLIC)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term:
            return queryset, False
        found = by_address(queryset, search_term, "link__")
        if found is None and (owner := named(search_term).first()):
            # In the order of an index: who has a hundred thousand is not sorted for fifty.
            found = queryset.filter(owner=owner).order_by("-saved_at", "-id")
        return queryset.filter(key=search_term.strip()) if found is None else found, False

    @admin.display(description=_("title"))
    def shown(self, bookmark: Bookmark) -> str:
        return bookmark.shown_title

    @admin.display(description=_("site"), ordering="link__host")
    def host(self, bookmark: Bookmark) -> str:
        return bookmark.link.host

    @admin.display(description=_("address"))
    def address(self, bookmark: Bookmark) -> str:
        return bookmark.link.url

    @admin.display(description=_("tags"))
    def tag_list(self, bookmark: Bookmark) -> str:
        return ", ".join(bookmark.tag_names)

    @admin.display(description=_("moderation"))
    def case(self, bookmark: Bookmark) -> str:
        return case_link(bookmark)
