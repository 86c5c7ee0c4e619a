"""The site's words."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit import admin as taggit_admin
from taggit.models import Tag as TaggitTag

from bookmarks.models import Tag
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
