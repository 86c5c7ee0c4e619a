"""When a link became popular. What is ranked now came in now."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bookmarks", "0028_mutes")]

    operations = [
        migrations.AddField(
            model_name="popularlink",
            name="since",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
    ]
