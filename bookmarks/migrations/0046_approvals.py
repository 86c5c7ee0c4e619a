"""Approvals are in the log; and the triggers are made anew: triggers/untag."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0045_edits"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="moderationentry",
            name="moderation_action_known",
        ),
        migrations.AlterField(
            model_name="moderationentry",
            name="action",
            field=models.CharField(
                choices=[
                    ("dismiss", "dismissed the report"),
                    ("hide", "hid"),
                    ("sensitive", "covered as sensitive"),
                    ("unpublish", "unpublished"),
                    ("untag", "took a tag from"),
                    ("warn", "warned about"),
                    ("limit", "limited"),
                    ("suspend", "suspended"),
                    ("ban", "banned"),
                    ("block", "blocked"),
                    ("review", "put under review"),
                    ("undo", "undid"),
                    ("uphold", "upheld on appeal"),
                    ("approve", "approved"),
                    ("read", "read the mail address of"),
                ],
                max_length=16,
                verbose_name="action",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            "dismiss",
                            "hide",
                            "sensitive",
                            "unpublish",
                            "untag",
                            "warn",
                            "limit",
                            "suspend",
                            "ban",
                            "block",
                            "review",
                            "undo",
                            "uphold",
                            "approve",
                            "read",
                        ],
                    )
                ),
                name="moderation_action_known",
            ),
        ),
    ]
