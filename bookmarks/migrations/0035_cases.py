"""One case for each thing, whatever it is; reports are on cases."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def put_into_cases(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Each report on the case of its bookmark or collection. Safe to repeat."""
    cases = apps.get_model("bookmarks", "Case").objects
    reports = apps.get_model("bookmarks", "Report").objects.filter(case=None).order_by("pk")
    for report in reports.select_related("bookmark__link", "collection"):
        case = cases.filter(**_keys(report)).first() or cases.create(
            **_keys(report), **_said(report)
        )
        report.case, report.weight = case, 25
        report.save(update_fields=["case", "weight"])
        if report.entry_id is None:
            case.state, case.weight = "open", case.weight + 25
            case.save(update_fields=["state", "weight"])


def _keys(report: Any) -> dict[str, Any]:
    kind = "bookmark" if report.bookmark_id else "collection"
    return {"kind": kind, kind: getattr(report, kind)}


def _said(report: Any) -> dict[str, Any]:
    owned = report.bookmark or report.collection
    return {
        "author_id": owned.owner_id,
        "host": report.bookmark.link.host if report.bookmark else "",
        "state": "decided",
        "version": 1 if report.entry_id else 0,
        "opened_at": report.created_at,
        "updated_at": report.created_at,
    }


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0034_withheld"),
        ("accounts", "0005_acts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bookmark", "Bookmark"),
                            ("collection", "Collection"),
                            ("person", "Person"),
                            ("tag", "Tag"),
                            ("site", "Site"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "host",
                    models.CharField(
                        blank=True, db_index=True, max_length=255, verbose_name="site"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("decided", "Decided")],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("weight", models.PositiveIntegerField(default=0, verbose_name="weight")),
                ("opened_at", models.DateTimeField(verbose_name="open since")),
                ("updated_at", models.DateTimeField(verbose_name="last changed")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
            },
        ),
        migrations.AlterModelOptions(
            name="moderationentry",
            options={
                "permissions": [
                    ("triage", "Can claim, dismiss and note"),
                    ("moderate", "Can decide reports"),
                    ("administer", "Can rule over sites and roles"),
                ],
                "verbose_name": "moderation entry",
                "verbose_name_plural": "moderation log",
            },
        ),
        migrations.RemoveConstraint(
            model_name="moderationentry",
            name="moderation_action_known",
        ),
        migrations.AddField(
            model_name="bookmark",
            name="sensitive_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="covered by moderation since"
            ),
        ),
        migrations.AddField(
            model_name="collection",
            name="unpublished_from",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="moderationentry",
            name="host",
            field=models.CharField(blank=True, db_index=True, max_length=255, verbose_name="site"),
        ),
        migrations.AddField(
            model_name="moderationentry",
            name="tag",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="bookmarks.tag",
            ),
        ),
        migrations.AddField(
            model_name="moderationentry",
            name="until",
            field=models.DateTimeField(null=True, verbose_name="until"),
        ),
        migrations.AddField(
            model_name="report",
            name="rule",
            field=models.CharField(blank=True, max_length=120, verbose_name="rule"),
        ),
        migrations.AddField(
            model_name="report",
            name="snapshot",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="report",
            name="visitor",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="report",
            name="weight",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="weight"),
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
                    ("undo", "undid"),
                    ("uphold", "upheld on appeal"),
                ],
                max_length=16,
                verbose_name="action",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="reporter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unpublished_from", ""),
                    models.Q(
                        ("audience", "private"), ("unpublished_from__in", ["public", "unlisted"])
                    ),
                    _connector="OR",
                ),
                name="what_is_unpublished_is_private",
                violation_error_message="Moderators unpublished this collection.",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="bookmark",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="case",
                to="bookmarks.bookmark",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="claimed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="collection",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="case",
                to="bookmarks.collection",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="person",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="case",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="tag",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="case",
                to="bookmarks.tag",
            ),
        ),
        migrations.AddField(
            model_name="moderationentry",
            name="case",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="entries",
                to="bookmarks.case",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="bookmarks.case",
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
                            "undo",
                            "uphold",
                        ],
                    )
                ),
                name="moderation_action_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("action", "suspend"), _connector="OR"),
                name="only_a_suspension_ends_by_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["-weight", "opened_at", "id"],
                name="case_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state", "decided")),
                fields=["-updated_at", "-id"],
                name="case_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "site")), fields=("host",), name="a_site_has_one_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("bookmark__isnull", False), ("kind", "bookmark")),
                        models.Q(
                            models.Q(("kind", "bookmark"), _negated=True),
                            ("bookmark__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("collection__isnull", False), ("kind", "collection")),
                        models.Q(
                            models.Q(("kind", "collection"), _negated=True),
                            ("collection__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("kind", "person"), ("person__isnull", False)),
                        models.Q(
                            models.Q(("kind", "person"), _negated=True), ("person__isnull", True)
                        ),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("kind", "tag"), ("tag__isnull", False)),
                        models.Q(models.Q(("kind", "tag"), _negated=True), ("tag__isnull", True)),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("kind", "site"), _negated=True),
                        models.Q(("host", ""), _negated=True),
                        _connector="OR",
                    ),
                    ("kind__in", ["bookmark", "collection", "person", "tag", "site"]),
                ),
                name="a_case_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "decided"])), name="case_state_known"
            ),
        ),
        migrations.RunPython(put_into_cases, migrations.RunPython.noop),
    ]
