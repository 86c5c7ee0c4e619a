"""The moderation log: to read, never to change."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bookmarks.admin.cases import entry_case_url
from bookmarks.models import ModerationEntry
from linkshare.kit.read_only_admin import ReadOnlyAdmin


@admin.register(ModerationEntry)
class ModerationEntryAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "moderator", "action", "subject", "person", "reason")
    list_filter = ("action", "created_at", ("moderator", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("moderator", "person")
    search_fields = ("=person__handle", "=moderator__handle", "subject")
    search_help_text = _("A person's or a moderator's name in full, or words of what it was about.")
    ordering = ("-id",)
    sortable_by = ()
    actions = None
    fields = ("case", "created_at", "moderator", "action", "subject", "person", "reason", "undoes")
    readonly_fields = fields

    @admin.display(description=_("case"))
    def case(self, entry: ModerationEntry) -> str:
        url = entry_case_url(entry)
        return format_html('<a href="{}">{}</a>', url, _("Open it, to undo or to decide more"))
