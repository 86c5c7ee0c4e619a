"""Who triages, who moderates, who administers: three groups, each with all of those before it."""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIAGE, MODERATORS, ADMINISTRATORS = "Triage", "Moderators", "Administrators"
_LOOKS = [
    ("bookmarks", "moderationentry", "triage", "Can claim, dismiss and note"),
    ("bookmarks", "moderationentry", "view_moderationentry", "Can view moderation entry"),
    ("bookmarks", "case", "view_case", "Can view case"),
    ("bookmarks", "bookmark", "view_bookmark", "Can view bookmark"),
    ("bookmarks", "collection", "view_collection", "Can view collection"),
    ("bookmarks", "link", "view_link", "Can view link"),
    ("bookmarks", "tag", "view_tag", "Can view tag"),
    ("accounts", "user", "view_user", "Can view person"),
]
_ACTS = [("bookmarks", "moderationentry", "moderate", "Can decide reports")]
_RULES = [("bookmarks", "moderationentry", "administer", "Can rule over sites and roles")]
GROUPS = {
    TRIAGE: _LOOKS,
    MODERATORS: _LOOKS + _ACTS,
    ADMINISTRATORS: _LOOKS + _ACTS + _RULES,
}


def make_groups(apps: StateApps, editor: BaseDatabaseSchemaEditor | None) -> None:
    """Safe to repeat. Makes the permissions itself: Django does so only after all migrations."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for name, members in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for app, model, codename, label in members:
            content_type, _ = content_types.get_or_create(app_label=app, model=model)
            permission, _ = permissions.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": label}
            )
            group.permissions.add(permission)


def drop_groups(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    names = [TRIAGE, ADMINISTRATORS]
    apps.get_model("auth", "Group").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0036_reports_on_cases"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunPython(make_groups, drop_groups)]
