"""How to log in to the demo account. Free of Django, so that the launcher can print it."""

HANDLE = "demo"
PASSWORD = "demo-linkshare"  # noqa: S105 - for a site that only its own machine reaches
"""Where SITE_URL is not on the loopback, a random password is made and printed instead."""
