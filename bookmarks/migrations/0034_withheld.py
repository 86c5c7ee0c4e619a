"""What is blocked by its site, and what waits for a look, reaches its owner alone.

The reach is made anew, because no database lets a generated column change what it is made of.
"""

from django.db import migrations, models
from django.db.models import Case, Q, When

NEWEST = {"fields": ["owner", "-saved_at", "-id"], "name": "bookmark_listed_newest"}
BY_TITLE = {"fields": ["owner", "sort_title", "id"], "name": "bookmark_listed_a_z"}
LATELY = {"fields": ["saved_at"], "name": "bookmark_lately"}
NOTES = {"fields": ["link", "-id"], "name": "bookmark_note_of_link"}
LISTED = Q(reach=2)
INDEXES = [
    models.Index(condition=LISTED, **NEWEST),
    models.Index(condition=LISTED, **BY_TITLE),
    models.Index(condition=LISTED, **LATELY),
    models.Index(condition=LISTED & ~Q(note=""), **NOTES),
]
HIDDEN = Q(trashed_at__isnull=False) | Q(hidden_at__isnull=False)
REACH = models.PositiveSmallIntegerField(
    choices=[
        (0, "its owner"),
        (1, "those who may open one of its collections"),
        (2, "everyone"),
    ]
)


def flag(label: str) -> models.BooleanField:
    return models.BooleanField(db_default=False, default=False, verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("bookmarks", "0033_site_keys")]

    operations = [
        *(migrations.RemoveIndex("bookmark", index.name) for index in INDEXES),
        migrations.RemoveField("bookmark", "reach"),
        migrations.AddField("bookmark", "is_blocked", flag("site blocked")),
        migrations.AddField("bookmark", "is_held", flag("waits for a look")),
        migrations.AddField(
            "bookmark",
            "reach",
            models.GeneratedField(
                db_persist=True,
                expression=Case(
                    When(HIDDEN | Q(is_blocked=True) | Q(is_held=True), then=0),
                    When(audience="public", then=2),
                    When(audience="collections", then=1),
                    default=0,
                ),
                output_field=REACH,
            ),
        ),
        *(migrations.AddIndex("bookmark", index) for index in INDEXES),
    ]
