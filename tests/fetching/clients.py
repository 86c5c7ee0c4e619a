"""What tests of the client are made of."""

from ipaddress import ip_address

import pytest

from bookmarks.fetching.guard import Policy, parse_rule


def policy_for(*sites):
    return Policy(allow=tuple(parse_rule(site.authority) for site in sites))


def always(*addresses):
    """A resolver to which every name has these addresses."""
    return lambda host, timeout: [ip_address(address) for address in addresses]


def one_after_the_other(*answers):
    """A resolver whose every look-up ends differently, as in DNS rebinding; a space between two."""
    left = iter(answers)
    return lambda host, timeout: [ip_address(address) for address in next(left).split()]


def error_of(kind, call, *arguments, **options):
    with pytest.raises(kind) as raised:
        call(*arguments, **options)
    return raised.value
