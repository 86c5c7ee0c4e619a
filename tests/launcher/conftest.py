"""Sites that end with their test, whatever happened in it."""

import pytest

from tests.launcher.site import Site


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """One data folder a module: its first start prepares it, the others find it prepared."""
    return tmp_path_factory.mktemp("launcher") / "data"


@pytest.fixture
def site(data):
    site = Site(data)
    yield site
    site.clean_up()
