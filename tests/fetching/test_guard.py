"""The guard, judged by tables; only the last tests look anything up."""

import socket
import time
from ipaddress import ip_address

import pytest
from django.core.exceptions import ImproperlyConfigured

from bookmarks.fetching.errors import Refused, TimedOut, Unreachable
from bookmarks.fetching.guard import (
    Policy,
    is_never_reached,
    is_public,
    judge,
    look_up,
    parse_rule,
    policy_from_settings,
)
from tests.fetching.guard_cases import ALLOWED, NEVER, NOT_PUBLIC, PORTS_REFUSED, PUBLIC

NOBODY = Policy()


def resolves_to(*addresses):
    return lambda host, timeout: [ip_address(address) for address in addresses]


def may_reach(host, port, addresses, policy):
    try:
        judge(host, port, policy, resolve=resolves_to(*addresses))
    except Refused:
        return False
    return True


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_reached(address):
    assert is_public(ip_address(address))
    assert judge("example.com", 443, NOBODY, resolve=resolves_to(address)) == [ip_address(address)]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused(address):
    assert not is_public(ip_address(address))
    assert not may_reach("example.com", 80, [address], NOBODY)


@pytest.mark.parametrize("address", NEVER)
def test_what_is_no_home_of_pages_stays_shut_however_wide_the_list(address):
    everything = Policy(allow=(parse_rule("0.0.0.0/0"), parse_rule("::/0"), parse_rule("a.lan")))
    assert is_never_reached(ip_address(address))
    assert not may_reach("a.lan", 80, [address], everything)


@pytest.mark.parametrize(("entry", "host", "port", "address", "expected"), ALLOWED)
def test_an_entry_of_the_list_opens_what_it_names_and_no_more(entry, host, port, address, expected):
    assert may_reach(host, port, [address], Policy(allow=(parse_rule(entry),))) is expected


@pytest.mark.parametrize("port", PORTS_REFUSED)
def test_only_the_webs_own_ports_are_reached(port):
    assert not may_reach("example.com", port, ["93.184.216.34"], NOBODY)


@pytest.mark.parametrize("bad", NOT_PUBLIC[::7])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_bad_address_among_good_ones_refuses_the_name(bad, place):
    addresses = ["93.184.216.34", "2606:4700::1111"]
    addresses.insert(place, bad)
    assert not may_reach("example.com", 443, addresses, NOBODY)


@pytest.mark.parametrize(
    "entry", ["", "a b", "10.0.0.0/33", "host:port", "[::1", "a..b", "x:99x", "x:0"]
)
def test_an_entry_that_says_nothing_is_named_when_it_is_read(entry):
    with pytest.raises(ImproperlyConfigured, match="FETCH_ALLOW"):
        parse_rule(entry)


@pytest.mark.parametrize(
    ("host", "address", "expected"),
    [
        ("links.example", "93.184.216.34", False),
        ("other.example", "93.184.216.34", True),
        ("a.wild.example", "93.184.216.34", False),
        ("wild.example", "93.184.216.34", False),
        ("notwild.example", "93.184.216.34", True),
        ("alias.example", "9.9.9.9", False),
        ("9.9.9.9", "9.9.9.9", False),
    ],
)
def test_this_site_does_not_fetch_itself(host, address, expected):
    policy = Policy(own=("links.example", ".wild.example", "9.9.9.9"))
    assert may_reach(host, 443, [address], policy) is expected


def test_this_sites_own_host_opens_only_where_the_list_names_the_port():
    rules = (parse_rule("127.0.0.1:8123"), parse_rule("127.0.0.0/8"))
    policy = Policy(allow=rules, own=("127.0.0.1", "localhost"))
    assert may_reach("127.0.0.1", 8123, ["127.0.0.1"], policy)
    assert not may_reach("127.0.0.1", 80, ["127.0.0.1"], policy)


def test_a_refusal_names_nothing_inside():
    with pytest.raises(Refused) as refused:
        judge("inner.example", 80, NOBODY, resolve=resolves_to("10.1.2.3"))
    assert refused.value.reason == "This address is not on the public web, so it is not fetched."
    assert (refused.value.retry, refused.value.state) == (False, "error")


def test_the_policy_comes_from_the_settings(settings):
    settings.FETCH_ALLOW = ["10.0.0.0/8"]
    settings.FETCH_OWN_HOSTS = ["Links.Example", "[::1]"]
    policy = policy_from_settings()
    assert policy.allow == (parse_rule("10.0.0.0/8"),)
    assert policy.own == ("links.example", "::1")


def test_without_a_list_loopback_is_refused(settings):
    settings.FETCH_ALLOW = []
    with pytest.raises(Refused):
        judge("localhost", 80)


@pytest.mark.parametrize("host", ["127.1", "0x7f.1", "2130706433", "0177.0.0.1", "localhost"])
def test_a_disguised_loopback_is_judged_as_what_it_resolves_to(host):
    with pytest.raises(Refused):
        judge(host, 80, NOBODY)


def test_a_refused_port_is_not_even_looked_up():
    def never(host, timeout):
        raise AssertionError

    with pytest.raises(Refused):
        judge("example.com", 22, NOBODY, resolve=never)


def test_a_look_up_ends_in_time(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: time.sleep(1))
    began = time.monotonic()
    with pytest.raises(TimedOut) as timed_out:
        look_up("example.com", 0.05)
    assert time.monotonic() - began < 0.5
    assert timed_out.value.retry


@pytest.mark.parametrize(
    ("number", "retry"), [(socket.EAI_NONAME, False), (socket.EAI_AGAIN, True)]
)
def test_a_name_that_nobody_has_is_not_tried_again(monkeypatch, number, retry):
    def fail(*args, **options):
        raise socket.gaierror(number, "no")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(Unreachable) as unreachable:
        look_up("example.com", 1)
    assert unreachable.value.retry is retry
