"""The last mail's link on the page, where mail goes into a folder instead of over the net.

A newcomer who tries the site on their own machine has no mail server. The link is kept in the
session that caused the mail, shown to that session alone, and only while both the site and the
visitor are on the same machine: anywhere else it would hand out other people's accounts.
"""

import ipaddress
import time
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
SHOWN_FOR = 20 * 60

_KEY = "shown_mail"


@dataclass(frozen=True)
class ShownMail:
    to: str
    url: str
    sent_at: float


def remember(request: HttpRequest, *, to: str, url: str) -> None:
    if _is_on_this_machine(request):
        request.session[_KEY] = asdict(ShownMail(to, url, time.time()))


def forget(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)


def of(request: HttpRequest) -> ShownMail | None:
    """The mail that this session caused, unless it is old or its link is what is open now."""
    kept = request.session.get(_KEY)
    if kept is None or not _is_on_this_machine(request):
        return None
    mail = ShownMail(**kept)
    if time.time() - mail.sent_at > SHOWN_FOR or urlsplit(mail.url).path == request.path:
        return None
    return mail


def _is_on_this_machine(request: HttpRequest) -> bool:
    return (
        settings.MAIL_IS_SHOWN
        and settings.SITE_HOST in LOOPBACK_NAMES
        and urlsplit(f"//{request.get_host()}").hostname in LOOPBACK_NAMES
        and "X-Forwarded-For" not in request.headers
        and _is_loopback(request.META.get("REMOTE_ADDR", ""))
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
