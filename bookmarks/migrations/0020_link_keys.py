"""The keys of links' addresses, and the indexes that serve a link's page."""

import hashlib
from base64 import urlsafe_b64encode

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import bookmarks.models.link

# As `bookmarks.addresses.keys` makes them.
KEYS = {
    "postgresql": """
        UPDATE bookmarks_link SET key = translate(
            encode(substring(sha256(convert_to(url, 'UTF8')) from 1 for 12), 'base64'), '+/', '-_'
        )
    """,
    "sqlite": "UPDATE bookmarks_link SET key = address_key(url)",
}


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Without the triggers: no kept page shows a key yet. SQLite has lost them here anyhow."""
    if editor.connection.vendor == "sqlite":
        editor.connection.connection.create_function("address_key", 1, _key_of)
        editor.execute(KEYS["sqlite"])
        return
    editor.execute("ALTER TABLE bookmarks_link DISABLE TRIGGER USER")
    editor.execute(KEYS["postgresql"])
    editor.execute("ALTER TABLE bookmarks_link ENABLE TRIGGER USER")


def _key_of(url: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(url.encode()).digest()[:12]).decode()


class Migration(migrations.Migration):
    dependencies = [("bookmarks", "0019_spelling")]

    operations = [
        migrations.AddField(
            model_name="link",
            name="key",
            field=bookmarks.models.link.AddressKeyField(default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="link",
            name="key",
            field=bookmarks.models.link.AddressKeyField(unique=True),
        ),
        migrations.AlterField(
            model_name="bookmark",
            name="link",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bookmarks",
                to="bookmarks.link",
            ),
        ),
        migrations.AddIndex(
            model_name="bookmark",
            index=models.Index(fields=["link", "-id"], name="bookmark_of_link"),
        ),
        migrations.AddIndex(
            model_name="bookmark",
            index=models.Index(
                condition=models.Q(("reach", 2), models.Q(("note", ""), _negated=True)),
                fields=["link", "-id"],
                name="bookmark_note_of_link",
            ),
        ),
    ]
