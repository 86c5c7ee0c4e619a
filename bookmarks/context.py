"""What every template knows of the site."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from bookmarks.models import Notice

MOST = 100
"""Unread notices that are counted: the bell says "99+"."""


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "mail_is_shown": settings.MAIL_IS_SHOWN,
        # Counted when a page shows it, from an index that holds unread ones alone.
        "unread_notices": SimpleLazyObject(lambda: _unread_notices(request)),
    }


def _unread_notices(request: HttpRequest) -> int:
    if not isinstance(request.user, User):
        return 0
    return Notice.objects.for_person(request.user).unread()[:MOST].count()
