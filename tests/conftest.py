"""What all tests share."""

import gc

import pytest
from django.core.cache import caches
from django.db import connection
from hypothesis import settings as hypothesis_settings

from linkshare.kit.stack_room import with_room
from tests.factories import BookmarkFactory

pytest_plugins = ["tests.cast"]

# A deadline would be a timed test, and fail on a busy machine.
hypothesis_settings.register_profile("linkshare", deadline=None, max_examples=50)
hypothesis_settings.load_profile("linkshare")

MADE_AGAIN = {"django_content_type", "auth_permission"}
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


def pytest_collection_finish(session):
    """What all tests share stays till the end: to look through it for rubbish takes a twentieth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


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


@pytest.fixture(scope="session", autouse=True)
def _emptying_is_quick():
    """What a transactional test left goes by deleting it; what Django would make again stays.

    PostgreSQL would make all tables anew, of which nearly all are empty. Its triggers and foreign
    keys rest meanwhile, which only a superuser may ask for. On SQLite the triggers that refuse
    are put aside; with what the emptying ends, all triggers are made anew.
    """
    operations, usual = connection.ops, connection.ops.sql_flush

    def sql_flush(style, tables, **options):
        tables = sorted(set(tables) - MADE_AGAIN)
        if connection.vendor == "sqlite":
            aside = [f"DROP TRIGGER {trigger}" for trigger in APPEND_ONLY]
            return [*aside, *usual(style, tables, **options)]
        if not _is_superuser():
            return usual(style, tables, **options)
        emptied = [f"DELETE FROM {operations.quote_name(table)}" for table in tables]  # noqa: S608
        return ["SET LOCAL session_replication_role = replica", *emptied]

    operations.sql_flush = sql_flush


def _is_superuser() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        return cursor.fetchone() == ("on",)
