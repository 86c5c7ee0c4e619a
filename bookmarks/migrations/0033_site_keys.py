"""The site of each link, as a key of which all below a domain is one range."""

import ipaddress
from urllib.parse import urlsplit

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import bookmarks.models.link

# As `bookmarks.addresses.sites` makes them.
KEYS = {
    "postgresql": r"""
        UPDATE bookmarks_link SET site_key = CASE
            WHEN url ~ '^https?://([^/@]*@)?[0-9.]+([:/]|$)' OR url ~ '^https?://([^/@]*@)?\[' THEN
                trim(both '[]' from substring(url from '^https?://(?:[^/@]*@)?(\[[^]]*\]|[^/:?#]+)')) || '.'
            ELSE array_to_string(array(
                SELECT label FROM unnest(string_to_array(
                    substring(url from '^https?://(?:[^/@]*@)?([^/:?#]+)'), '.'
                )) WITH ORDINALITY AS labels (label, n) ORDER BY n DESC
            ), '.') || '.'
        END
    """,
    "sqlite": "UPDATE bookmarks_link SET site_key = site_key_of(url)",
}


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Without the triggers: no kept page shows a key. SQLite has lost them here anyhow."""
    if editor.connection.vendor == "sqlite":
        editor.connection.connection.create_function("site_key_of", 1, _key_of)
        editor.execute(KEYS["sqlite"])
        return
    editor.execute("ALTER TABLE bookmarks_link DISABLE TRIGGER USER")
    editor.execute(KEYS["postgresql"])
    editor.execute("ALTER TABLE bookmarks_link ENABLE TRIGGER USER")


def _key_of(url: str) -> str:
    host = urlsplit(url).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "".join(f"{label}." for label in reversed(host.split(".")))
    return f"{host}."


class Migration(migrations.Migration):
    dependencies = [("bookmarks", "0001_squashed_0032")]

    operations = [
        migrations.AddField(
            model_name="link",
            name="site_key",
            field=bookmarks.models.link.SiteKeyField(default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["site_key", "id"], name="link_of_site"),
        ),
    ]
