"""Invitations to the site, and accounts that wait for approval."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import signing_up
from accounts.models import SignUp, SignUpCode, User
from linkshare.kit.read_only_admin import AnyModelAdmin, ReadOnlyAdmin


@admin.register(SignUpCode)
class SignUpCodeAdmin(AnyModelAdmin):
    list_display = ("note", "address", "uses", "used", "expires_at", "made_by", "made_at")
    list_select_related = ("made_by",)
    ordering = ("-id",)
    sortable_by = ()
    fields = ("note", "uses", "expires_at")
    actions = ("end",)
    view_on_site = False

    def save_model(self, request: HttpRequest, obj: SignUpCode, form: Any, change: Any) -> None:
        assert isinstance(request.user, User)
        obj.made_by, obj.made_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_end_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

    @admin.display(description=_("address"))
    def address(self, code: SignUpCode) -> str:
        return f"{reverse('account_signup')}?code={code.code}"

    @admin.action(description=_("Take them back"), permissions=["end"])
    def end(self, request: HttpRequest, codes: QuerySet[SignUpCode]) -> None:
        codes.update(uses=F("used"))


@admin.register(SignUp)
class SignUpAdmin(ReadOnlyAdmin):
    """Only those that wait."""

    list_display = ("person", "mail", "asked_at")
    list_display_links = None
    list_select_related = ("person",)
    ordering = ("asked_at", "pk")
    sortable_by = ()
    actions = ("approve", "refuse")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SignUp]:
        return SignUp.objects.filter(decided_at=None).select_related("person")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_signup")

    @admin.display(description=_("mail address"))
    def mail(self, request: SignUp) -> str:
        return request.person.email

    @admin.action(description=_("Approve"), permissions=["decide"])
    def approve(self, request: HttpRequest, waiting: QuerySet[SignUp]) -> None:
        by, at = request.user, timezone.now()
        assert isinstance(by, User)
        n = sum(signing_up.approve(each, by=by, at=at) for each in waiting)
        text = ngettext("%(n)s account is approved.", "%(n)s accounts are approved.", n)
        self.message_user(request, text % {"n": n}, messages.SUCCESS)

    @admin.action(description=_("Refuse: delete the account"), permissions=["decide"])
    def refuse(self, request: HttpRequest, waiting: QuerySet[SignUp]) -> None:
        n = sum(signing_up.refuse(each) for each in waiting)
        text = ngettext("%(n)s account is refused.", "%(n)s accounts are refused.", n)
        self.message_user(request, text % {"n": n}, messages.SUCCESS)
