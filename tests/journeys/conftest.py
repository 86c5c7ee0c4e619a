"""The real site, started by the launcher, and a real browser to use it with.

One site serves all journeys, on the database and the broker of the run; each makes its own people.
"""

import os
import secrets
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.fetching.site import Site as OtherSite
from tests.journeys.person import Person
from tests.journeys.windows import LOOKS, Windows, launch
from tests.launcher.site import Site

SHARED = ("DATABASE_URL", "BROKER_URL", "CACHE_URL")
FAILED = pytest.StashKey[bool]()
PATIENCE = 15_000
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
MAKE_MODERATOR = "from tests.factories import make_moderator; make_moderator(handle={!r})"

# Each journey makes its people, who would have to wait for a day, and who all save of one site.
LET_NEW_PEOPLE_ACT = (
    "from accounts.models import SiteSettings;"
    "easy = {'report_after_hours': 0, 'site_saves_an_hour': 1000};"
    "SiteSettings.objects.update_or_create(pk=1, defaults=easy)"
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    item.stash[FAILED] = report.failed or item.stash.get(FAILED, False)
    return report


@pytest.fixture(scope="package")
def other_site():
    """The site whose pages people save."""
    with OtherSite() as site:
        site.page("/favicon.ico", ICON, headers={"Content-Type": "image/svg+xml"})
        yield site


@pytest.fixture(scope="package")
def site(other_site, tmp_path_factory):
    shared = {name: os.environ[name] for name in SHARED if name in os.environ}
    data = tmp_path_factory.mktemp("journeys") / "data"
    site = Site(data, FETCH_ALLOW=other_site.authority, DEMO="1", **shared)
    try:
        site.start_and_wait()
        site.manage("shell", "-c", LET_NEW_PEOPLE_ACT)
        yield site
    finally:
        site.clean_up()


# Ends with the last journey: while its loop runs, Django refuses the database to this thread.
@pytest.fixture(scope="package")
def chromium():
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def windows(chromium, site, request):
    windows = Windows(chromium, site.url)
    yield windows
    if request.node.stash.get(FAILED, False) or windows.troubles:
        folder = windows.keep_evidence(request.node.name)
        shutil.copytree(site.data / "log", folder / "log")
        print(f"What the windows showed and the site's logs: {folder}")  # noqa: T201 - for pytest
    windows.close()
    assert windows.troubles == []


@pytest.fixture(params=LOOKS)
def look(request):
    """A journey that asks for it is walked in all three."""
    return LOOKS[request.param]


@pytest.fixture
def meet(windows):
    """Somebody with a name of their own, in a window of their own."""

    def meet(name, **look):
        return Person(f"{name}-{secrets.token_hex(3)}", windows.open(**look))

    return meet


@pytest.fixture(scope="package")
def moderators_name(site):
    name = "the-moderator"
    site.manage("shell", "--verbosity", "0", "--command", MAKE_MODERATOR.format(name))
    return name


@pytest.fixture
def moderator(moderators_name, windows):
    """Decides reports; signed in."""
    person = Person(moderators_name, windows.open())
    person.logs_in()
    return person
