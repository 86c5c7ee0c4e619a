"""The triggers are made anew: triggers/revisions."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0048_seldom_states"),
    ]

    operations = [migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop)]
