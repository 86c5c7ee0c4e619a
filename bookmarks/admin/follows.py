"""Who follows what. Nothing that moderators need: no group may see it."""

from django.contrib import admin

from bookmarks.models import Follow
from linkshare.kit.read_only_admin import ReadOnlyAdmin


@admin.register(Follow)
class FollowAdmin(ReadOnlyAdmin):
    list_display = ("follower", "person", "collection_id", "tag", "created_at")
    list_select_related = ("follower", "person", "tag")
    search_fields = ("=follower__handle", "=person__handle")
    ordering = ("-id",)
    fields = ("follower", "person", "collection_id", "tag", "created_at")
    readonly_fields = fields
