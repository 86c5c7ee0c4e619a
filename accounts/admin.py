"""People in the admin: to look at; administrators appoint staff."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import Block, User
from linkshare.kit.read_only_admin import ReadOnlyAdmin

# The site's own log-in, with its second factor and its limits; Django's asks for a password only.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ("handle", "name", "date_joined", "verified_at", "suspended_at", "is_staff")
    list_filter = (("suspended_at", admin.EmptyFieldListFilter), "is_staff")
    search_fields = ("^handle",)
    search_help_text = _("How the name begins.")
    ordering = ("-id",)
    autocomplete_fields = ()
    filter_horizontal = ("groups",)
    appointed = ("is_staff", "is_superuser", "groups")
    shown = ("case", "handle", "name", "bio", "date_joined", "verified_at", "suspended_at")
    private = ("email", "is_active", "last_login", "delete_after")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        if self.has_change_permission(request, obj):
            return (*self.shown, *self.private, *self.appointed)
        return self.shown

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return (*self.shown, *self.private)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return isinstance(request.user, User) and request.user.is_superuser

    @admin.display(description=_("moderation"))
    def case(self, person: User) -> str:
        url = reverse("admin:bookmarks_case", args=["person", person.pk])
        return format_html('<a href="{}">{}</a>', url, _("Their case"))


@admin.register(Block)
class BlockAdmin(ReadOnlyAdmin):
    """No group may see it: whom people block is theirs."""

    list_display = ("blocker", "blocked", "created_at")
    list_select_related = ("blocker", "blocked")
    search_fields = ("=blocker__handle", "=blocked__handle")
    ordering = ("-id",)
    fields = ("blocker", "blocked", "created_at")
    readonly_fields = fields
