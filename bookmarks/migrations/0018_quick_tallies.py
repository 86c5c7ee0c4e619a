"""The triggers of the numbers are made anew: to lock those of many bookmarks took seconds."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bookmarks", "0017_smart_collections")]

    operations = [migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop)]
