"""Triggers stand in the database after every migration, whatever it did to their tables."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate, pre_migrate

from linkshare.kit.triggers import statements

pytestmark = pytest.mark.django_db


def names():
    tables = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(tables[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def migrated(label):
    config = apps.get_app_config(label)
    post_migrate.send(sender=config, app_config=config, using="default", plan=[])


def test_a_trigger_that_a_migration_lost_is_there_after_it():
    before = names()
    assert {name for name in before if name.startswith("moderation_log")}
    with connection.cursor() as cursor:
        is_sqlite = connection.vendor == "sqlite"
        on = "" if is_sqlite else " ON bookmarks_moderationentry"
        cursor.execute(f"DROP TRIGGER moderation_log{'_update' if is_sqlite else ''}{on}")
    assert names() != before
    migrated("bookmarks")
    assert names() == before


@pytest.mark.parametrize("plan", [[], ["a migration"]])
def test_before_a_migration_sqlite_has_none_that_would_forbid_it(plan):
    before = names()
    pre_migrate.send(sender=apps.get_app_config("bookmarks"), using="default", plan=plan)
    is_dropped = bool(plan) and connection.vendor == "sqlite"
    assert names() == (set() if is_dropped else before)
    for label in ("accounts", "bookmarks"):
        migrated(label)
    assert names() == before


def test_a_file_is_cut_into_the_statements_that_sqlite_takes_one_at_a_time():
    text = "-- why\nDROP TRIGGER a;\nCREATE TRIGGER a AFTER INSERT ON t\nBEGIN\n  SELECT 1;\nEND;\n"
    first, second = statements(text, "sqlite")
    assert first == "-- why\nDROP TRIGGER a;\n"
    assert second.startswith("CREATE TRIGGER")
    assert second.endswith("END;\n")
    assert list(statements(text, "postgresql")) == [text]
