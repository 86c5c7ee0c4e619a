"""Reasons that are given often: administrators write them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from bookmarks.models import PresetReason
from bookmarks.moderation import ADMINISTER, TRIAGE, may
from linkshare.kit.read_only_admin import ReadOnlyAdmin


@admin.register(PresetReason)
class PresetReasonAdmin(ReadOnlyAdmin):
    list_display = ("label", "position", "text")
    ordering = ("position", "id")
    sortable_by = ()
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, TRIAGE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, ADMINISTER)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, ADMINISTER)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, ADMINISTER)
