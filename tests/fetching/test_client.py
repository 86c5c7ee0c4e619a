"""The client over real sockets: what it asks, what it makes of the answer, where it connects."""

import pytest

from bookmarks.fetching.client import Client, Known, Refused, Unreachable, fetch
from bookmarks.fetching.guard import Policy, parse_rule
from tests.fetching.clients import always, error_of, one_after_the_other, policy_for


def test_a_page_comes_with_its_status_headers_and_body(site, client):
    site.page("/a?b=c", "<p>Hé", headers={"X-Thing": "one"})
    response = client.get(site.url("/a?b=c#part"))
    assert (response.url, response.status) == (site.url("/a?b=c"), 200)
    assert response.body.decode() == "<p>Hé"
    assert response.headers["x-thing"] == "one"
    assert (response.truncated, response.history) == (False, ())


def test_the_settings_decide_where_fetch_may_go(site, settings):
    site.page("/", "hello")
    settings.FETCH_ALLOW = []
    error_of(Refused, fetch, site.url("/"))
    settings.FETCH_ALLOW = [site.authority]
    assert fetch(site.url("/"), timeout=2).body == b"hello"


def test_the_request_says_who_asks_and_nothing_more(site, client, settings):
    settings.FETCH_CONTACT = "https://links.example/about/fetcher"
    site.page("/", "")
    client.get(site.url("/"), accept="image/*")
    headers = site.requests[0].headers
    assert headers["user-agent"].startswith("linkshare/")
    assert "(+https://links.example/about/fetcher)" in headers["user-agent"]
    assert headers["accept"] == "image/*"
    assert set(headers) == {
        "host", "user-agent", "accept", "accept-language", "accept-encoding", "connection",
    }  # fmt: skip


def test_the_host_header_keeps_the_name(site, client):
    site.page("/", "")
    client.get(site.url("/", host="news.example"))
    assert site.requests[0].headers["host"] == f"news.example:{site.port}"


def test_credentials_and_proxies_of_the_environment_are_not_used(
    site, client, monkeypatch, tmp_path
):
    (tmp_path / ".netrc").write_text("default login ann password secret")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.page("/", "here")
    url = site.url("/").replace("//", "//ann:secret@")
    assert client.get(url).body == b"here"
    assert "authorization" not in site.requests[0].headers


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 503])
def test_an_error_status_is_an_answer_for_the_caller_to_judge(site, client, status):
    site.page("/", "why", status=status, headers={"Retry-After": "7"})
    response = client.get(site.url("/"))
    assert (response.status, response.body) == (status, b"why")
    assert response.headers["retry-after"] == "7"


def test_of_repeated_headers_all_count_but_of_the_content_type_the_last(site, client):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nLink: <a>\r\nLink: <b>\r\n"
    head += b"Content-Type: text/html\r\nX-Name: \xc3\xa9\r\nContent-Length: 0\r\n\r\n"
    url = site.route("/", lambda handler: handler.wfile.write(head))
    headers = client.get(url).headers
    assert headers["content-type"] == "text/html"
    assert headers["link"] == "<a>, <b>"
    assert headers["x-name"] == "é"


def test_a_name_that_changes_its_answer_gains_nothing(site):
    """Rebinding: the connection goes to what was judged; whoever asks again is judged again."""
    site.page("/", "judged")
    resolve = one_after_the_other("127.0.0.1", "10.0.0.1")
    client = Client(policy_for(site), resolve=resolve, connect_timeout=1, timeout=3)
    url = site.url("/", host="rebinding.example")
    assert client.get(url).body == b"judged"
    error_of(Refused, client.get, url)


def test_the_connection_goes_to_the_judged_address_whatever_the_name_means_elsewhere(site):
    policy = Policy(allow=(parse_rule(f"127.0.0.9:{site.port}"),))
    client = Client(policy, resolve=always("127.0.0.9"), timeout=3)
    error_of(Unreachable, client.get, site.url("/", host="localhost"))
    assert not site.requests


def test_a_redirect_to_its_own_name_is_looked_up_and_judged_again(site):
    site.redirect("/a", "/b")
    resolve = one_after_the_other("127.0.0.1", "169.254.169.254")
    client = Client(policy_for(site), resolve=resolve, connect_timeout=1, timeout=3)
    error_of(Refused, client.get, site.url("/a", host="rebinding.example"))
    assert len(site.requests) == 1


def test_the_next_address_is_tried_when_one_takes_no_connections(site):
    site.page("/", "here")
    rules = (*policy_for(site).allow, parse_rule(f"127.0.0.9:{site.port}"))
    client = Client(Policy(allow=rules), resolve=always("127.0.0.9", "127.0.0.1"), timeout=3)
    assert client.get(site.url("/", host="two.example")).body == b"here"


def test_a_port_where_nobody_listens_is_told_as_such(site, client):
    url = site.url("/")
    site.stop()
    error = error_of(Unreachable, client.get, url)
    assert error.retry
    assert error.reason == "The site takes no connections."


@pytest.mark.parametrize("url", ["http://example.com:22/", "https://example.com:8443/"])
def test_a_refused_port_is_never_connected_to(client, url):
    assert "80 and 443" in error_of(Refused, client.get, url).reason


@pytest.mark.parametrize("url", ["", "nonsense", "ftp://example.com/", "http://a b/", "http://[/"])
def test_what_is_no_address_is_refused_in_words(client, url):
    assert error_of(Refused, client.get, url).reason.endswith(".")


def test_what_is_known_is_asked_for_on_condition_and_only_there(site, client):
    site.page("/a", status=304)
    site.redirect("/b", "/a")
    known = Known('"x1"', "Sun, 01 Feb 2026 12:00:00 GMT")
    assert [client.get(site.url(path), known=known).status for path in ("/a", "/b")] == [304, 304]
    conditions = [
        (request.headers.get("if-none-match"), request.headers.get("if-modified-since"))
        for request in site.requests
    ]
    assert conditions == [(known.etag, known.last_modified)] * 2 + [(None, None)]


@pytest.mark.parametrize("etag", ["", "é", "a\tb", "x" * 201])
def test_a_validator_that_is_no_plain_text_is_not_kept(etag):
    assert Known.of({"etag": etag}) == Known()
    assert Known.of({"last-modified": "Sun"}) == Known("", "Sun")


def test_head_asks_for_no_body_and_goes_the_same_way(site, client):
    site.redirect("/a", "/b")
    site.page("/b", "a body")
    response = client.head(site.url("/a"))
    assert (response.status, response.body, response.history[0].status) == (200, b"", 302)
    assert [request.method for request in site.requests] == ["HEAD", "HEAD"]
    error_of(Refused, Client(Policy()).head, site.url("/b"))
