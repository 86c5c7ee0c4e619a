"""The group of those who decide reports."""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUP = "Moderators"
PERMISSIONS = [
    ("bookmarks", "moderationentry", "moderate", "Can decide reports"),
    ("bookmarks", "moderationentry", "view_moderationentry", "Can view moderation entry"),
    ("bookmarks", "report", "view_report", "Can view report"),
    ("bookmarks", "bookmark", "view_bookmark", "Can view bookmark"),
    ("bookmarks", "collection", "view_collection", "Can view collection"),
    ("bookmarks", "link", "view_link", "Can view link"),
    ("bookmarks", "tag", "view_tag", "Can view tag"),
    ("accounts", "user", "view_user", "Can view person"),
]


def make_moderators(apps: StateApps, editor: BaseDatabaseSchemaEditor | None) -> None:
    """Safe to repeat. Makes the permissions itself: Django does so only after all migrations."""
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for app, model, codename, name in PERMISSIONS:
        content_type, _ = content_types.get_or_create(app_label=app, model=model)
        permission, _ = permissions.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


def drop_moderators(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0002_moderation"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunPython(make_moderators, drop_moderators)]
