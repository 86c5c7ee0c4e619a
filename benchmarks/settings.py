"""The site's own settings; only the table of addresses is longer by the empty view."""

from linkshare.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
