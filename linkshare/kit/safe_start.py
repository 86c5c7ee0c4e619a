"""What a site must not start with. In DEBUG, which is for one's own machine, most may stand."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_KEY_LENGTH = 40
# Of 64 possible characters a random key of that length has about 30 different ones.
_KEY_CHARACTERS = 12


def refuse_unsafe(
    *, secret_key: str, site_url: str, allowed_hosts: Sequence[str], email_url: str
) -> None:
    """Raise ImproperlyConfigured naming the first unsafe variable and what to set instead."""
    _refuse_guessable(secret_key)
    _refuse_address(site_url)
    if "*" in allowed_hosts or not any(allowed_hosts):
        _refuse("ALLOWED_HOSTS", "must name the hosts of the site; * lets anyone forge links")
    host = urlsplit(site_url).hostname or ""
    if not validate_host(f"[{host}]" if ":" in host else host, list(allowed_hosts)):
        _refuse("ALLOWED_HOSTS", f"must name the host of SITE_URL too, which is {host}")
    if not email_url and host not in LOOPBACK:
        _refuse("EMAIL_URL", "must name a mail server, as smtp+tls://user:password@host:587")


def refuse_public_debug(site_url: str) -> None:
    """DEBUG shows the insides of the site to everybody who meets an error."""
    url = urlsplit(site_url)
    if url.scheme == "https" and url.hostname not in LOOPBACK:
        raise ImproperlyConfigured(
            f"DEBUG must be off on a public site: its error pages show code and settings to "
            f"everyone who opens {site_url}."
        )


def _refuse_guessable(key: str) -> None:
    is_short = len(key) < _KEY_LENGTH or len(set(key)) < _KEY_CHARACTERS
    if is_short or key.startswith("django-insecure-"):
        _refuse("SECRET_KEY", f"must be a random string of at least {_KEY_LENGTH} characters")


def _refuse_address(site_url: str) -> None:
    url = urlsplit(site_url)
    if url.scheme not in {"http", "https"} or not url.hostname:
        _refuse("SITE_URL", "must be the full address of the site, as https://links.example")
    if url.path or url.query or url.fragment or "@" in url.netloc:
        _refuse("SITE_URL", "must end with the host or its port: the site has a host of its own")
    if url.scheme != "https" and url.hostname not in LOOPBACK:
        _refuse("SITE_URL", "must begin with https:// (log-ins would travel unencrypted)")


def _refuse(name: str, what: str) -> None:
    raise ImproperlyConfigured(f"{name} {what}. (DEBUG=1 switches this check off.)")
