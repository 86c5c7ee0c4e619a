"""Sites that end with their test, whatever happened in it."""

import fcntl
import os
import shutil

import pytest

from tests.launcher.site import Site

PREPARE = "import sys; from linkshare.launcher.prepare import main; sys.exit(main())"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A data folder as the preparation leaves it: made once, by the process that asks first."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, unfinished = base / "prepared", base / "unfinished"
    with (base / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            Site(unfinished).manage("shell", "--verbosity", "0", "--command", PREPARE)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="module")
def data(prepared, tmp_path_factory):
    """One data folder a module, in which a start finds all done that it would have to do first."""
    return shutil.copytree(prepared, tmp_path_factory.mktemp("launcher") / "data")


@pytest.fixture
def site(data):
    site = Site(data)
    yield site
    site.clean_up()
