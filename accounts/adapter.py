"""How allauth behaves here."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import deletion, first_addresses, handles, shown_mail, signing_up
from accounts.mail import UNDELIVERABLE, site_context
from accounts.models import User

log = logging.getLogger(__name__)

_SENT = "account/messages/email_confirmation_sent.txt"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_taken": gettext_lazy(
            "There is an account with this address already. Log in, or ask for a new password."
        ),
        "disposable": gettext_lazy(
            "This service hands out throw-away addresses. Please give one that you will keep."
        ),
        "username_taken": gettext_lazy("Somebody already has this name."),
        "email_password_mismatch": gettext_lazy("The address or the password is wrong."),
        "username_password_mismatch": gettext_lazy("The name or the password is wrong."),
        "too_many_login_attempts": gettext_lazy(
            "Too many failed attempts to log in. Wait five minutes and try again."
        ),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001, FBT002 - allauth's
        handle: str = super().clean_username(username, shallow=shallow)
        if not shallow and handles.is_taken(handle):
            raise self.validation_error("username_taken")
        return handle

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return signing_up.is_open(request)

    def clean_email(self, email: str) -> str:
        cleaned: str = super().clean_email(email)
        if signing_up.is_disposable(cleaned):
            raise self.validation_error("disposable")
        return cleaned

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: Any,
        commit: bool = True,  # noqa: FBT001, FBT002 - allauth's
    ) -> User:
        saved: User = super().save_user(request, user, form, commit=commit)
        if commit:
            now = timezone.now()
            signing_up.begin(request, saved, now)
            first_addresses.note(saved, self.get_client_ip(request), now)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        try:
            super().send_mail(template_prefix, email, site_context() | context)
        except UNDELIVERABLE:
            log.exception("The mail %s could not be sent.", template_prefix)
            self.request.mail_failed = True
            return
        url = context.get("activate_url") or _reset_url(template_prefix, context)
        if url:
            shown_mail.remember(self.request, to=email, url=url)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if message_template == _SENT and getattr(request, "mail_failed", False):
            text = _("The mail could not be sent just now. Please try again in a few minutes.")
            messages.error(request, text)
            return
        if message_template == _SENT and shown_mail.of(request):
            return  # the banner says where it is
        super().add_message(request, level, message_template, *args, **kwargs)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        shown_mail.forget(request)
        return bool(super().confirm_email(request, email_address))

    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])
        shown_mail.forget(self.request)

    # --- Who asked for deletion may come back: the whole log-in, then the offer ----------------
    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        if deletion.is_asked(user):
            return None
        return super().pre_login(request, user, **details)  # type: ignore[no-any-return]

    def login(self, request: HttpRequest, user: User) -> None:
        if deletion.is_asked(user):
            deletion.offer_return(request, user)
        else:
            super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        if deletion.is_asked(user):
            return redirect("settings-undelete")
        return super().post_login(request, user, **details)  # type: ignore[no-any-return]


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return signing_up.is_open(request)

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """A way to log in that is not switched on is not there; allauth breaks on its pages."""
        try:
            return super().get_app(request, provider, client_id)
        except ObjectDoesNotExist as error:
            raise Http404 from error


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is wrong, or its time is over."),
    }


def _reset_url(template_prefix: str, context: dict[str, Any]) -> str:
    """Other mails name the page where one asks for a new password; only this one has its key."""
    is_reset = template_prefix == "account/email/password_reset_key"
    return str(context["password_reset_url"]) if is_reset else ""
