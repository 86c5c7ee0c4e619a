"""How much one person, and one network address, may save in an hour."""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

from accounts.models import SiteSettings


def saves_too_much(request: HttpRequest) -> bool:
    """Counts this save, in the cache; allauth knows the address behind our own proxies."""
    limits = SiteSettings.current()
    rates = f"{limits.person_saves_an_hour}/1h/user,{limits.address_saves_an_hour}/1h/ip"
    return consume(request, app="linkshare", action="save", config={"save": rates}) is None
