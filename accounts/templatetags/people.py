"""What pages say about the account of who looks at them."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import shown_mail
from accounts.browsers import browser_and_system

register = template.Library()


@register.inclusion_tag("account/banner.html", takes_context=True)
def account_banner(context: dict[str, Any]) -> dict[str, Any]:
    """That the address is not verified yet; where mail is not sent, the link that it holds."""
    request: HttpRequest | None = context.get("request")
    if request is None or not hasattr(request, "user"):
        return {}
    is_confirming = getattr(request.resolver_match, "url_name", "") == "account_confirm_email"
    person = request.user if request.user.is_authenticated and not is_confirming else None
    return {
        "is_unverified": person is not None and person.verified_at is None,
        "address": person.email if person else "",
        "mail": shown_mail.of(request),
        "mail_folder": settings.MAIL_DIR,
        "path": request.path,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def has_providers() -> bool:
    """Whether anybody can log in here with an account from elsewhere."""
    return any(provider["APPS"] for provider in settings.SOCIALACCOUNT_PROVIDERS.values())


@register.filter
def browser(user_agent: str) -> str:
    """A session's browser in words: Firefox on Linux."""
    name, system = browser_and_system(user_agent)
    name = name or _("A browser")
    return _("%(name)s on %(system)s") % {"name": name, "system": system} if system else name
