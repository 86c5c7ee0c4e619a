"""The index of searching, in each database's own way, and the notes of what changed."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import bookmarks.models.search

# Words come cut and folded: the tokenizer only parts them at spaces. A document's rank counts a
# word of the title ten times as much as one of the address.
SQLITE = [
    """
    CREATE VIRTUAL TABLE bookmarks_search USING fts5(
        bookmark_id UNINDEXED, title, note, excerpt, about, rest,
        tokenize = "ascii tokenchars '+#@&=%/^.:_-'"
    )
    """,
    """
    INSERT INTO bookmarks_search (bookmarks_search, rank)
    VALUES ('rank', 'bm25(0.0, 10.0, 3.0, 2.0, 5.0, 1.0)')
    """,
]
POSTGRES = [
    """
    CREATE TABLE bookmarks_search (
        rowid bigint PRIMARY KEY,
        bookmark_id bigint NOT NULL UNIQUE REFERENCES bookmarks_bookmark (id) ON DELETE CASCADE,
        bookmarks_search tsvector NOT NULL
    )
    """,
    "CREATE INDEX bookmarks_search_words ON bookmarks_search USING gin (bookmarks_search)",
    # Without many words in its statistics, the planner takes each unknown word for a common one.
    "ALTER TABLE bookmarks_search ALTER COLUMN bookmarks_search SET STATISTICS 1000",
]


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE bookmarks_search")


def note_all(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """What is there already is indexed by the sweeper, the newest first."""
    editor.execute(
        "INSERT INTO bookmarks_searchchange (kind, target_id) "
        "SELECT 'bookmark', id FROM bookmarks_bookmark ORDER BY id DESC"
    )


class Migration(migrations.Migration):
    dependencies = [("bookmarks", "0008_link_text")]

    operations = [
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("bookmark", "Bookmark"), ("link", "Link"), ("tag", "Tag")],
                        max_length=8,
                    ),
                ),
                ("target_id", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "target_id"], name="search_change_target")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["bookmark", "link", "tag"])),
                        name="search_change_kind_known",
                    )
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="SearchRow",
                    fields=[
                        (
                            "place",
                            models.BigIntegerField(
                                db_column="rowid", primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "document",
                            bookmarks.models.search.SearchField(db_column="bookmarks_search"),
                        ),
                        (
                            "bookmark",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=models.DO_NOTHING,
                                related_name="+",
                                to="bookmarks.bookmark",
                            ),
                        ),
                    ],
                    options={"db_table": "bookmarks_search"},
                ),
            ],
            database_operations=[
                migrations.RunPython(make, drop),
                migrations.RunPython(note_all, migrations.RunPython.noop),
            ],
        ),
    ]
