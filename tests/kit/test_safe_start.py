"""A site for others does not start with a value that would harm them, and says which it is."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from linkshare.kit.safe_start import refuse_public_debug, refuse_unsafe

# The same in every process, since pytest-xdist compares the tests' names.
KEY = "".join(f"{n:x}" for n in range(7, 47))
SAFE = {
    "secret_key": KEY,
    "site_url": "https://links.example",
    "allowed_hosts": ["links.example"],
    "email_url": "smtp+tls://user:password@mail.example:587",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("secret_key", ""),
        ("secret_key", "only-for-debug"),
        ("secret_key", KEY[:39]),
        ("secret_key", "change-me-" * 6),
        ("secret_key", f"django-insecure-{KEY}"),
        ("site_url", ""),
        ("site_url", "links.example"),
        ("site_url", "ftp://links.example"),
        ("site_url", "http://links.example"),
        ("site_url", "https://links.example/links"),
        ("site_url", "https://me@links.example"),
        ("allowed_hosts", []),
        ("allowed_hosts", [""]),
        ("allowed_hosts", ["*"]),
        ("allowed_hosts", ["links.example", "*"]),
        ("allowed_hosts", ["other.example"]),
        ("email_url", ""),
    ],
)
def test_an_unsafe_value_is_refused_by_its_name(name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^{name.upper()} must "):
        refuse_unsafe(**SAFE | {name: value})


@pytest.mark.parametrize("hosts", [["links.example"], [".links.example"], ["LINKS.example", "b"]])
def test_safe_values_are_let_through(hosts):
    refuse_unsafe(**SAFE | {"allowed_hosts": hosts})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_a_site_that_only_its_own_machine_reaches_needs_neither_https_nor_mail(host):
    refuse_unsafe(
        **SAFE | {"site_url": f"http://{host}:8000", "allowed_hosts": [host], "email_url": ""}
    )


def test_a_public_host_whose_address_was_forgotten_is_refused():
    """SITE_URL then has its default, and every link in a mail would lead nowhere."""
    with pytest.raises(ImproperlyConfigured, match=r"127\.0\.0\.1"):
        refuse_unsafe(**SAFE | {"site_url": "http://127.0.0.1:8000"})


def test_a_public_site_does_not_start_in_debug():
    refuse_public_debug("http://127.0.0.1:8000")
    refuse_public_debug("https://localhost")
    with pytest.raises(ImproperlyConfigured, match=r"^DEBUG must be off"):
        refuse_public_debug("https://links.example")
