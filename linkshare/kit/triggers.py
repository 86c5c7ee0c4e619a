"""Triggers kept as SQL files, made anew after every migration.

Django makes a table anew on SQLite when a column is added to it, and the triggers of the old one
are lost with it. So no migration makes them: each application has a folder `triggers/` with a file
a concern and database, which `post_migrate` executes. A change of a file needs a migration to be
carried out on sites that run (`RunPython(noop)`).

Before, SQLite's are dropped: it makes no table anew while a trigger of another one speaks of it.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


def keep(app: AppConfig) -> None:
    """Called when the application is ready."""
    pre_migrate.connect(_drop, sender=app, dispatch_uid=f"old triggers of {app.label}")
    post_migrate.connect(_make, sender=app, dispatch_uid=f"triggers of {app.label}")


def _drop(using: str, plan: list[Any] | None = None, **_kwargs: Any) -> None:
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")


def _make(app_config: AppConfig, using: str, plan: list[Any] | None = None, **_kwargs: Any) -> None:
    if any(is_backwards for _migration, is_backwards in plan or ()):
        return  # their tables may be gone
    connection = connections[using]
    with connection.cursor() as cursor:
        for path in sorted(Path(app_config.path, "triggers").glob(f"*.{connection.vendor}.sql")):
            for statement in statements(path.read_text(encoding="utf-8"), connection.vendor):
                cursor.execute(statement)


def statements(text: str, vendor: str) -> Iterator[str]:
    """PostgreSQL takes a whole file at once; SQLite one statement at a time."""
    if vendor != "sqlite":
        yield text
        return
    unfinished = ""
    for line in text.splitlines(keepends=True):
        unfinished += line
        if sqlite3.complete_statement(unfinished) and not _is_empty(unfinished):
            yield unfinished
            unfinished = ""


def _is_empty(statement: str) -> bool:
    return all(not line.strip() or line.startswith("--") for line in statement.splitlines())
