"""Collections that are public, or would be if moderators had not acted."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bookmarks.admin.cases import case_link
from bookmarks.models import Collection
from bookmarks.models.collection import CollectionQuerySet
from bookmarks.moderation import readable_collections
from linkshare.kit.read_only_admin import ReadOnlyAdmin


@admin.register(Collection)
class CollectionAdmin(ReadOnlyAdmin):
    list_display = ("title", "owner", "created_at", "hidden_at")
    list_filter = (("hidden_at", admin.EmptyFieldListFilter),)
    list_select_related = ("owner",)
    search_fields = ("=owner__handle", "=slug", "^title")
    search_help_text = _("A person's name, an address, or how the title begins.")
    ordering = ("-id",)
    fields = ("case", "title", "owner", "slug", "description", "created_at", "hidden_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> CollectionQuerySet:
        return readable_collections().filter(audience=Collection.Audience.PUBLIC)

    @admin.display(description=_("moderation"))
    def case(self, collection: Collection) -> str:
        return case_link(collection)
