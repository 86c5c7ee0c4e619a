"""A local site, a client that may reach it and nothing else, and links to its pages."""

import socket

import pytest

from bookmarks.fetching import offline
from bookmarks.fetching.client import Client
from tests.factories import NOON, LinkFactory
from tests.fetching.clients import always, policy_for
from tests.fetching.site import Site


@pytest.fixture
def site():
    with Site() as site:
        yield site


@pytest.fixture
def client(site):
    """Every name resolves to the local site."""
    return Client(policy_for(site), resolve=always("127.0.0.1"), connect_timeout=1, timeout=3)


@pytest.fixture
def open_site(site, settings, monkeypatch):
    """The site, open to `fetch`, under every name that ends in `.example`."""
    settings.FETCH_ALLOW = [site.authority]
    settings.FETCH_OWN_HOSTS = []
    real = socket.getaddrinfo

    def look_up(host, *arguments, **options):
        is_ours = host.decode().endswith(".example") if isinstance(host, bytes) else False
        return real("127.0.0.1" if is_ours else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return site


@pytest.fixture
def no_name_server(monkeypatch):
    def fail(*_arguments, **_options):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with monkeypatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", fail)
        yield patch


@pytest.fixture(autouse=True)
def _is_online():
    offline.connectivity.__init__()


def link_to(url, **facts):
    facts = {"title": "", "excerpt": "", "state": "queued", "due_at": NOON} | facts
    return LinkFactory(url=url, **facts)
