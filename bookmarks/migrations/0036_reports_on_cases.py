"""Reports know their case alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bookmarks", "0035_cases")]

    operations = [
        migrations.RemoveConstraint(
            model_name="report",
            name="a_bookmark_is_reported_once",
        ),
        migrations.RemoveConstraint(
            model_name="report",
            name="a_collection_is_reported_once",
        ),
        migrations.RemoveConstraint(
            model_name="report",
            name="a_report_is_of_one_thing",
        ),
        migrations.RemoveField(
            model_name="report",
            name="bookmark",
        ),
        migrations.RemoveField(
            model_name="report",
            name="collection",
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("reporter", "case", "reason"), name="a_person_reports_a_thing_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("visitor", ""), _negated=True),
                fields=("visitor", "case", "reason"),
                name="a_visitor_reports_a_thing_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("rule", ""), _negated=True),
                fields=("rule", "case", "reason"),
                name="a_rule_reports_a_thing_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reporter__isnull", False), ("rule", ""), ("visitor", "")),
                    models.Q(
                        ("reporter__isnull", True),
                        ("rule", ""),
                        models.Q(("visitor", ""), _negated=True),
                    ),
                    models.Q(
                        ("reporter__isnull", True),
                        ("visitor", ""),
                        models.Q(("rule", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_report_is_from_somebody",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="bookmarks.case",
            ),
        ),
    ]
