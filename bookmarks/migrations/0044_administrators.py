"""Administrators set what the site lets people do, and who may sign up."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

GROUP = "Administrators"
MAY = {
    "sitesettings": ("view", "change"),
    "settingchange": ("view",),
    "signup": ("view", "change"),
    "signupcode": ("view", "add"),
}


def grant(apps: StateApps, editor: BaseDatabaseSchemaEditor | None) -> None:
    """Safe to repeat. Makes the permissions itself: Django does so only after all migrations."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for model, verbs in MAY.items():
        content_type, _ = content_types.get_or_create(app_label="accounts", model=model)
        name = apps.get_model("accounts", model)._meta.verbose_name
        for verb in verbs:
            permission, _ = permissions.get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {name}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0043_readings"),
        ("accounts", "0009_no_reasons"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
