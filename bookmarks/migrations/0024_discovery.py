"""What comes first of what is there for everybody, and the index from which that is counted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookmarks", "0023_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PopularLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("month", "Month"),
                            ("year", "Year"),
                        ],
                        max_length=5,
                    ),
                ),
                ("people", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="RankedCollection",
            fields=[
                (
                    "collection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rank",
                        serialize=False,
                        to="bookmarks.collection",
                    ),
                ),
                ("active_at", models.DateTimeField()),
                ("newest", models.BigIntegerField(default=0)),
                ("followers", models.PositiveIntegerField(default=0)),
                ("words", models.CharField(max_length=360)),
            ],
        ),
        migrations.AddIndex(
            model_name="bookmark",
            index=models.Index(
                condition=models.Q(("reach", 2)), fields=["saved_at"], name="bookmark_lately"
            ),
        ),
        migrations.AddField(
            model_name="popularlink",
            name="link",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="bookmarks.link"
            ),
        ),
        migrations.AddIndex(
            model_name="rankedcollection",
            index=models.Index(fields=["-active_at", "-collection"], name="collections_active"),
        ),
        migrations.AddIndex(
            model_name="rankedcollection",
            index=models.Index(fields=["-followers", "-collection"], name="collections_followed"),
        ),
        migrations.AddIndex(
            model_name="popularlink",
            index=models.Index(fields=["period", "-people", "-link"], name="popular_first"),
        ),
        migrations.AddConstraint(
            model_name="popularlink",
            constraint=models.UniqueConstraint(
                fields=("period", "link"), name="a_link_once_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="popularlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__in", ["day", "week", "month", "year"])),
                name="period_known",
            ),
        ),
    ]
