"""How much one person, and one network address, may save in an hour.

Counted, an hour of the clock at a time, in one step of the cache's own: allauth's limits take a
lock, and refuse whoever does not get it soon, which are many when many save at once.
"""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import SiteSettings

HOUR = 60 * 60


def saves_too_much(request: HttpRequest) -> bool:
    """Counts this save; allauth knows the address behind our own proxies."""
    limits = SiteSettings.current()
    address = get_adapter().get_client_ip(request)
    by_person = _is_beyond(f"person:{request.user.pk}", limits.person_saves_an_hour)
    return _is_beyond(f"address:{address}", limits.address_saves_an_hour) or by_person


def _is_beyond(who: str, most: int) -> bool:
    key = f"saves:{who}:{int(time.time() // HOUR)}"
    cache.add(key, 0, HOUR)
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # it lapsed between the two
        return False
