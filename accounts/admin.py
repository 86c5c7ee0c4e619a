"""People in the admin: to look at; administrators appoint staff."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts import sign_up_admin as sign_up_admin
from accounts.models import Block, SettingChange, SiteSettings, User
from accounts.models.site_settings import THE_ONE
from accounts.recent_log_in import ask_again_unless_recent
from accounts.site_settings import change_settings
from linkshare.kit.read_only_admin import AnyModelAdmin, ReadOnlyAdmin

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
    shown = ("their_case", "handle", "name", "bio", "date_joined", "verified_at", "suspended_at")
    private = ("email", "made_from", "is_active", "last_login", "delete_after")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        if self.has_change_permission(request, obj):
            return (*self.shown, *self.private, *self.appointed)
        return self.shown

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return (*self.shown, *self.private)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return isinstance(request.user, User) and request.user.is_superuser

    @admin.display(description=_("made from"))
    def made_from(self, person: User) -> str:
        return str(getattr(person, "first_address", "–"))

    @admin.display(description=_("moderation"))
    def their_case(self, person: User) -> str:
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


@admin.register(SiteSettings)
class SiteSettingsAdmin(AnyModelAdmin):
    """One page. Its history is that of the settings, which nobody rewrites."""

    actions = None
    view_on_site = False
    fieldsets = (
        (_("Signing up"), {"fields": ("sign_up", "refuses_disposable_mail", "first_address_days")}),
        (
            _("New accounts"),
            {
                "fields": (
                    "new_for_days",
                    "new_links_a_day",
                    "new_sites_a_day",
                    "approvals_to_trust",
                    "report_after_hours",
                )
            },
        ),
        (
            _("Too much at once"),
            {
                "fields": (
                    "person_saves_an_hour",
                    "address_saves_an_hour",
                    "site_saves_an_hour",
                    "burst_people",
                )
            },
        ),
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("admin:accounts_sitesettings_change", THE_ONE)

    def change_view(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        if request.method == "POST" and self.has_change_permission(request):
            ask_again_unless_recent(request)
        return super().change_view(request, *arguments, **options)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return redirect("admin:accounts_settingchange_changelist")

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> SiteSettings | None:
        return SiteSettings.current() if object_id == str(THE_ONE) else None

    def save_model(self, request: HttpRequest, obj: SiteSettings, form: Any, change: Any) -> None:
        assert isinstance(request.user, User)
        change_settings(obj, form.changed_data, by=request.user, at=timezone.now())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SettingChange)
class SettingChangeAdmin(ReadOnlyAdmin):
    list_display = ("at", "by", "name", "before", "after")
    list_filter = ("name",)
    list_select_related = ("by",)
    ordering = ("-id",)
    sortable_by = ()
    actions = None
    fields = ("at", "by", "name", "before", "after")
    readonly_fields = fields
