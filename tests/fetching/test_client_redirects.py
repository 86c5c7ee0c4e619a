"""Redirects: followed as browsers do, and every one judged."""

import pytest

from bookmarks.fetching.client import BadAnswer, Client, Refused
from bookmarks.fetching.guard import Policy
from tests.fetching.clients import error_of, one_after_the_other, policy_for
from tests.fetching.guard_cases import DISGUISES, REBINDINGS, TYPED


def test_redirects_are_followed_and_remembered(site, client):
    site.redirect("/a", "b/c?utm_source=x", status=301)
    site.redirect("/b/c", "../d#part", status=307)
    site.page("/d", "end")
    response = client.get(site.url("/a"))
    assert (response.url, response.body) == (site.url("/d"), b"end")
    assert [hop.status for hop in response.history] == [301, 307]
    assert response.history[1].url == site.url("/b/c?utm_source=x")


def test_no_cookie_is_carried_to_the_next_hop(site, client):
    site.page("/a", status=302, headers={"Location": "/b", "Set-Cookie": "id=1"})
    site.page("/b", "")
    client.get(site.url("/a"))
    assert "cookie" not in site.requests[1].headers
    assert "referer" not in site.requests[1].headers


@pytest.mark.parametrize(("redirects", "works"), [(5, True), (6, False)])
def test_five_redirects_are_followed_but_not_six(site, client, redirects, works):
    for number in range(redirects):
        site.redirect(f"/{number}", f"/{number + 1}")
    site.page(f"/{redirects}", "end")
    if works:
        assert client.get(site.url("/0")).body == b"end"
    else:
        assert "too many times" in error_of(BadAnswer, client.get, site.url("/0")).reason
    assert len(site.requests) == 6


@pytest.mark.parametrize("back_to", ["/a", "/b"])
def test_a_circle_of_redirects_is_recognised(site, client, back_to):
    site.redirect("/a", "/b")
    site.redirect("/b", back_to)
    error = error_of(BadAnswer, client.get, site.url("/a"))
    assert "circle" in error.reason
    assert (error.retry, len(site.requests)) == (False, 2)


@pytest.mark.parametrize("location", DISGUISES)
def test_a_redirect_is_judged_like_any_address(site, location):
    head = f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
    site.route("/", lambda handler: handler.wfile.write(head))
    client = Client(policy_for(site), connect_timeout=1, timeout=3)
    assert not error_of(Refused, client.get, site.url("/")).retry
    assert len(site.requests) == 1


@pytest.mark.parametrize("url", [*DISGUISES, *TYPED])
def test_a_disguised_address_is_refused_whoever_types_it(url):
    error_of(Refused, Client(Policy(), connect_timeout=1, timeout=3).get, url)


@pytest.mark.parametrize(("answers", "requests"), REBINDINGS)
def test_a_name_that_changes_sides_is_caught_at_every_look_up(site, answers, requests):
    for number in range(4):
        site.redirect(f"/{number}", f"/{number + 1}")
    resolve = one_after_the_other(*answers)
    client = Client(policy_for(site), resolve=resolve, connect_timeout=1, timeout=3)
    error_of(Refused, client.get, site.url("/0", host="rebinding.example"))
    assert len(site.requests) == requests


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_that_leads_nowhere_is_a_bad_answer(site, client, status):
    site.page("/", status=status)
    assert "without saying where" in error_of(BadAnswer, client.get, site.url("/")).reason


def test_a_location_in_raw_letters_is_understood(site, client):
    head = "HTTP/1.1 302 Found\r\nLocation: /été à?q=ü\r\nContent-Length: 0\r\n\r\n".encode()
    url = site.route("/", lambda handler: handler.wfile.write(head))
    site.page("/%C3%A9t%C3%A9%20%C3%A0", "summer")
    assert client.get(url).body == b"summer"
