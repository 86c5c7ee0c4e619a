"""Who follows what. Nothing that moderators need: no group may see it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bookmarks.admin.searching import by_person
from bookmarks.models import Follow
from linkshare.kit.read_only_admin import ReadOnlyAdmin


@admin.register(Follow)
class FollowAdmin(ReadOnlyAdmin):
    list_display = ("follower", "person", "collection_id", "tag", "created_at")
    list_select_related = ("follower", "person", "tag")
    search_fields = ("=follower__handle", "=person__handle")
    search_help_text = _("A person's name, in full.")
    ordering = ("-id",)
    fields = ("follower", "person", "collection_id", "tag", "created_at")
    readonly_fields = fields

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term:
            return queryset, False
        found = by_person(queryset, search_term, "follower")
        return found | by_person(queryset, search_term, "person"), False
