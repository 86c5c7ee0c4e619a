"""Copying somebody's collection is one more change of many bookmarks."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0024_discovery"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="bulkchange",
            name="bulk_action_known",
        ),
        migrations.AlterField(
            model_name="bulkchange",
            name="action",
            field=models.CharField(
                choices=[
                    ("tag", "Add tags"),
                    ("untag", "Remove tags"),
                    ("add", "Add to a collection"),
                    ("move", "Move to a collection"),
                    ("remove", "Take out of this collection"),
                    ("audience", "Change who sees them"),
                    ("to-read", "Mark as to read"),
                    ("read", "Mark as read"),
                    ("favorite", "Mark as favourite"),
                    ("unfavorite", "Unmark as favourite"),
                    ("trash", "Move to the trash"),
                    ("restore", "Restore from the trash"),
                    ("delete", "Delete for good"),
                    ("merge", "Merge duplicates"),
                    ("retag", "Rename tags"),
                    ("drop-tags", "Delete tags"),
                    ("copy", "Copy to mine"),
                ],
                max_length=10,
                verbose_name="action",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            "tag",
                            "untag",
                            "add",
                            "move",
                            "remove",
                            "audience",
                            "to-read",
                            "read",
                            "favorite",
                            "unfavorite",
                            "trash",
                            "restore",
                            "delete",
                            "merge",
                            "retag",
                            "drop-tags",
                            "copy",
                        ],
                    )
                ),
                name="bulk_action_known",
            ),
        ),
    ]
