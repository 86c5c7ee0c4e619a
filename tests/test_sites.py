"""Which addresses lie below a domain, or below a path of it."""

import pytest

from bookmarks.addresses import AddressError
from bookmarks.addresses.sites import area_of, domains_above, site_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.a.example/x", "example.a.www."),
        ("http://a.example:8080/", "example.a."),
        ("http://192.0.2.7/", "192.0.2.7."),
        ("http://[2001:db8::1]/", "2001:db8::1."),
        ("https://xn--bcher-kva.example/", "example.xn--bcher-kva."),
    ],
)
def test_a_key_begins_with_what_is_highest(url, key):
    assert site_key(url) == key


@pytest.mark.parametrize(
    ("typed", "held", "free"),
    [
        ("spam.example", "https://www.spam.example/x?y", "https://antispam.example/"),
        ("spam.example", "https://a.b.spam.example/", "https://spam.example.org/"),
        ("https://www.Spam.example/", "https://shop.spam.example/", "https://example/"),
        ("blogs.example/ann", "https://blogs.example/ann/1", "https://blogs.example/anna"),
        ("blogs.example/ann", "https://www.blogs.example/ann", "https://blogs.example/"),
        ("blogs.example/ann/", "https://blogs.example/ann/2", "https://blogs.example/ann"),
        ("bücher.example", "https://xn--bcher-kva.example/", "https://bucher.example/"),
        ("192.0.2.7", "http://192.0.2.7/x", "http://7.example/"),
    ],
)
def test_what_is_typed_holds_what_lies_below_it(typed, held, free):
    area = area_of(typed)
    assert area.holds(held)
    assert not area.holds(free)


@pytest.mark.parametrize("typed", ["", "https://", "a b", "-.-", "/only/a/path"])
def test_what_names_no_site_is_refused(typed):
    with pytest.raises(AddressError):
        area_of(typed)


def test_all_domains_above_an_address_are_named():
    assert list(domains_above("https://www.a.example/x")) == [
        "www.a.example",
        "a.example",
        "example",
    ]
    assert list(domains_above("http://192.0.2.7/")) == ["192.0.2.7"]
