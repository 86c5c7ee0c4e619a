"""What a site outside DEBUG must not start with."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def refuse_unsafe(
    *, secret_key: str, site_url: str, allowed_hosts: Sequence[str], email_url: str
) -> None:
    """Raise ImproperlyConfigured naming the first unsafe variable and what to set instead."""
    url = urlsplit(site_url)
    is_local = url.hostname in LOOPBACK
    if len(secret_key) < 40:
        _refuse("SECRET_KEY", "must be a random string of at least 40 characters")
    if url.scheme not in {"http", "https"} or not url.hostname:
        _refuse("SITE_URL", "must be the full address of the site, as https://links.example")
    if url.scheme != "https" and not is_local:
        _refuse("SITE_URL", "must begin with https:// (log-ins would travel unencrypted)")
    if "*" in allowed_hosts or not any(allowed_hosts):
        _refuse("ALLOWED_HOSTS", "must name the hosts of the site; * lets anyone forge links")
    if not email_url and not is_local:
        _refuse("EMAIL_URL", "must name a mail server, as smtp+tls://user:password@host:587")


def _refuse(name: str, what: str) -> None:
    raise ImproperlyConfigured(f"{name} {what}. (DEBUG=1 switches this check off.)")
