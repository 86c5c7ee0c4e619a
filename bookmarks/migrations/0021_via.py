"""From whose bookmark one was saved. The triggers of revisions are made anew for it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bookmarks", "0020_link_keys")]

    operations = [
        migrations.AddField(
            model_name="bookmark",
            name="via",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="bookmarks.bookmark",
            ),
        ),
        migrations.AddIndex(
            model_name="bookmark",
            index=models.Index(
                condition=models.Q(("via__isnull", False)), fields=["via"], name="bookmark_via"
            ),
        ),
    ]
