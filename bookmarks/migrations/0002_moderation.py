"""Who may moderate, which reasons there are, and what a header asks for on every page."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="moderationentry",
            options={
                "permissions": [("moderate", "Can decide reports")],
                "verbose_name": "moderation entry",
                "verbose_name_plural": "moderation log",
            },
        ),
        # Only in Django's mind: the column stays NOT NULL. SQLite would make the table anew for
        # it, and the triggers that keep the log append-only would be lost.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="moderationentry",
                    name="moderator",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="moderation_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ]
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("read_at__isnull", True)),
                fields=["recipient"],
                name="notice_unread",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        [
                            "spam",
                            "scam",
                            "malware",
                            "illegal",
                            "harassment",
                            "sexual",
                            "off-topic",
                            "copyright",
                            "other",
                        ],
                    )
                ),
                name="report_reason_known",
            ),
        ),
    ]
