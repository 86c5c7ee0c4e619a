"""What all tests share."""

import pytest
from django.core.cache import caches
from django.db import connection
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key

from linkshare.kit.stack_room import with_room
from tests.factories import BookmarkFactory

pytest_plugins = ["tests.cast"]

# A deadline would be a timed test, and fail on a busy machine.
hypothesis_settings.register_profile("linkshare", deadline=None, max_examples=50)
hypothesis_settings.load_profile("linkshare")

# Django empties tables by DELETE on SQLite, which these refuse.
APPEND_ONLY = ("moderation_log_delete", "setting_changes_delete")


def pytest_addoption(parser):
    parser.addoption(
        "--with-database",
        action="store_true",
        help="only tests that ask for the database: the others do not know which one there is",
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--with-database"):
        return
    others = [item for item in items if not _has_database(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if _has_database(item)]


def _has_database(item) -> bool:
    asked_for = {"db", "transactional_db"}.intersection(item.fixturenames)
    return bool(asked_for) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def _bookmarks_begin_at_noon():
    """Each is saved a minute after the last: not on another day for the tests that went before."""
    BookmarkFactory.reset_sequence()


@pytest.fixture(autouse=True)
def _settings_for_tests(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MEDIA_ROOT = tmp_path / "media"
    for each in caches.all():
        each.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """A test calls as deep as a server does."""
    pyfuncitem.obj = with_room(pyfuncitem.obj)


def _is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Let what only grows be emptied after a transactional test.

    Its triggers are put aside meanwhile. A fixture cannot do it: pytest-django's own is always
    torn down last.
    """
    if not _is_transactional(item) or connection.vendor != "sqlite":
        return (yield)
    with item.config.stash[blocking_manager_key].unblock(), connection.cursor() as cursor:
        for trigger in APPEND_ONLY:
            cursor.execute(f"DROP TRIGGER {trigger}")
    return (yield)  # what empties the tables also makes all triggers anew
