"""The site's settings as the tests use them. Database and broker come from the environment."""

import os
import tempfile

os.environ.setdefault("DEBUG", "1")
# Tests leave the data of a running site alone, and pytest-xdist's processes that of each other.
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")
if PROCESS or "LINKSHARE_DATA_DIR" not in os.environ:
    os.environ["LINKSHARE_DATA_DIR"] = tempfile.mkdtemp(prefix="linkshare-tests-")
os.environ["CACHE_URL"] = os.environ.get(f"CACHE_URL_{PROCESS}") or os.environ.get(
    "CACHE_URL", "locmemcache://"
)

from linkshare.settings import *  # noqa: E402, F403 - after the environment is set

# Many tests save a page once, and look at all that shows pages.
POPULAR_PEOPLE = 1

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
