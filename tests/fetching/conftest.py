"""A local site, and a client that may reach it and nothing else."""

import pytest

from bookmarks.fetching.client import Client
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
