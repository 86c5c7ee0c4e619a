"""How people log in, as far as administrators need it: mail addresses, to confirm one by hand, and
second factors, to take away a lost one. Whoever reads mail addresses is in the log.

Not shown at all are sessions, and log-ins and keys from elsewhere: nobody decides anything by them.
"""

from typing import Any

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa import admin as mfa_admin
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as socialaccount_admin
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions import admin as usersessions_admin
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import SignUp, User
from accounts.sign_up_admin import SignUpAdmin
from bookmarks.admin.searching import by_person
from bookmarks.moderation.reads import note_list
from linkshare.kit.read_only_admin import ReadOnlyAdmin

# Imported, so that they have registered before they are taken back.
_THEIRS = (mfa_admin, socialaccount_admin, usersessions_admin)
for _model in (EmailAddress, Authenticator, SocialAccount, SocialToken, UserSession, SignUp):
    admin.site.unregister(_model)


@admin.register(EmailAddress)
class MailAddressAdmin(EmailAddressAdmin):  # type: ignore[misc]  # allauth's
    raw_id_fields = ()
    autocomplete_fields = ("user",)
    list_select_related = ("user",)
    ordering = ("-pk",)
    search_fields = ("=email", "=user__handle")
    search_help_text = _("A mail address or a person's name, in full.")

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """allauth's look into the middle of words."""
        return self.search_fields

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if self.has_view_permission(request) and isinstance(request.user, User):
            note_list(gettext("all people"), by=request.user, at=timezone.now())
        return super().changelist_view(request, extra_context)  # type: ignore[no-any-return]


@admin.register(SignUp)
class WaitingAdmin(SignUpAdmin):
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if self.has_view_permission(request) and isinstance(request.user, User):
            subject = gettext("people who ask for an account")
            note_list(subject, by=request.user, at=timezone.now())
        return super().changelist_view(request, extra_context)


@admin.register(Authenticator)
class SecondFactorAdmin(ReadOnlyAdmin):
    """Without its secret. To delete one lets its owner in by the password alone."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("=user__handle",)
    search_help_text = _("A person's name, in full.")
    ordering = ("-id",)
    fields = ("user", "type", "created_at", "last_used_at")
    readonly_fields = fields

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return by_person(queryset, search_term, "user") if search_term else queryset, False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return isinstance(request.user, User) and request.user.is_superuser
