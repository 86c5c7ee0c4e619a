"""The keys for A–Z, and the indexes that serve it. What SQL cannot fold is indexed again."""

from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import bookmarks.models.sorting

FIRST_KEYS = [
    """
    UPDATE bookmarks_bookmark SET sort_title = (
        SELECT lower(substr(
            coalesce(nullif(bookmarks_bookmark.title, ''), nullif(l.title, ''), l.url), 1, 120
        ))
        FROM bookmarks_link l WHERE l.id = bookmarks_bookmark.link_id
    )
    """,
    """
    UPDATE bookmarks_collectionitem SET sort_title = (
        SELECT b.sort_title FROM bookmarks_bookmark b
        WHERE b.id = bookmarks_collectionitem.bookmark_id
    )
    """,
]
NOT_ASCII = {"postgresql": "sort_title ~ '[^ -~]'", "sqlite": "sort_title GLOB '*[^ -~]*'"}
TABLES = ("bookmarks_bookmark", "bookmarks_collectionitem")


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Without the triggers: no number and no page changes. SQLite has lost them here anyhow."""
    vendor = editor.connection.vendor
    for statement in (*_all_triggers("DISABLE", vendor), *FIRST_KEYS):
        editor.execute(statement)
    editor.execute(
        "INSERT INTO bookmarks_searchchange (kind, target_id) "  # noqa: S608 - one of the two above
        f"SELECT 'bookmark', id FROM bookmarks_bookmark WHERE {NOT_ASCII[vendor]}"
    )
    for statement in _all_triggers("ENABLE", vendor):
        editor.execute(statement)


def _all_triggers(what: str, vendor: str) -> list[str]:
    if vendor == "sqlite":
        return []
    return [f"ALTER TABLE {table} {what} TRIGGER USER" for table in TABLES]


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0012_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="bookmark",
            name="sort_title",
            field=bookmarks.models.sorting.SortTitleField(),
        ),
        migrations.AddField(
            model_name="collectionitem",
            name="sort_title",
            field=bookmarks.models.sorting.SortTitleField(),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="bookmark",
            index=models.Index(fields=["owner", "sort_title", "id"], name="bookmark_owner_a_z"),
        ),
        migrations.AddIndex(
            model_name="bookmark",
            index=models.Index(
                condition=models.Q(("reach", 2)),
                fields=["owner", "-saved_at", "-id"],
                name="bookmark_listed_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="bookmark",
            index=models.Index(
                condition=models.Q(("reach", 2)),
                fields=["owner", "sort_title", "id"],
                name="bookmark_listed_a_z",
            ),
        ),
        migrations.AddIndex(
            model_name="collectionitem",
            index=models.Index(fields=["collection", "sort_title", "bookmark"], name="item_a_z"),
        ),
    ]
