"""The site's words."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from taggit import admin as taggit_admin
from taggit.models import Tag as TaggitTag

from accounts.models import User
from bookmarks.models import Tag
from bookmarks.moderation import readable_bookmarks
from linkshare.kit.read_only_admin import ReadOnlyAdmin

# taggit's own model stays empty here: its pages would only mislead. Its admin is imported above,
# so that it has registered before it is taken back.
if taggit_admin.admin.site.is_registered(TaggitTag):
    admin.site.unregister(TaggitTag)


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    list_display = ("name", "slug")
    search_fields = ("^slug",)
    search_help_text = _("How the tag begins, in small letters.")
    ordering = ("slug",)
    fields = ("name", "slug")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        """Of moderators: tags on what they may read. A word can be a secret."""
        tags = Tag.objects.all()
        if isinstance(request.user, User) and request.user.is_superuser:
            return tags
        return tags.filter(Exists(readable_bookmarks().filter(taggings__tag=OuterRef("pk"))))
