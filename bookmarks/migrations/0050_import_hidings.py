"""Imports are hidden in one act; see models/import_hiding."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0049_revised"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportHiding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("worked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "Waiting for you to confirm"),
                            ("beginning", "Going live"),
                            ("live", "Live"),
                            ("ending", "Being taken back"),
                            ("ended", "Taken back"),
                        ],
                        default="ready",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("requested_at", models.DateTimeField(verbose_name="asked for")),
                ("live_at", models.DateTimeField(blank=True, null=True, verbose_name="live since")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back"),
                ),
                (
                    "changed",
                    models.PositiveIntegerField(default=0, verbose_name="bookmarks changed"),
                ),
                ("cursor_id", models.BigIntegerField(default=0, editable=False)),
                ("found", models.PositiveIntegerField(default=0, verbose_name="bookmarks")),
            ],
        ),
        migrations.AlterModelOptions(
            name="import",
            options={"verbose_name": "import", "verbose_name_plural": "imports"},
        ),
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
                    ("hide-import", "hid an import of"),
                    ("read", "read the addresses of"),
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
                            "hide-import",
                            "read",
                        ],
                    )
                ),
                name="moderation_action_known",
            ),
        ),
        migrations.AddField(
            model_name="importhiding",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="importhiding",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="import_hiding",
                to="bookmarks.moderationentry",
            ),
        ),
        migrations.AddField(
            model_name="importhiding",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hidings",
                to="bookmarks.import",
            ),
        ),
        migrations.AddIndex(
            model_name="importhiding",
            index=models.Index(
                condition=models.Q(("state__in", ["beginning", "ending"])),
                fields=["worked_at"],
                name="import_hiding_at_work",
            ),
        ),
        migrations.AddConstraint(
            model_name="importhiding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=("source",),
                name="an_import_is_hidden_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="importhiding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["ready", "beginning", "live", "ending", "ended"])
                ),
                name="import_hiding_state_known",
            ),
        ),
    ]
