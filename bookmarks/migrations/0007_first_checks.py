"""Pages that were read before anybody looked after them get their turn, spread over a month."""

from datetime import timedelta

from django.db import migrations
from django.db.models import F
from django.db.models.functions import Mod
from django.utils import timezone

DAYS = 30


def give_turns(apps, editor):
    links = apps.get_model("bookmarks", "Link").objects.filter(
        fetched_at__isnull=False, check_at__isnull=True
    )
    for day in range(DAYS):
        turn = timezone.now() + timedelta(days=75 + day)
        links.annotate(day=Mod(F("id"), DAYS)).filter(day=day).update(check_at=turn)


class Migration(migrations.Migration):
    dependencies = [("bookmarks", "0006_link_health")]
    operations = [migrations.RunPython(give_turns, migrations.RunPython.noop)]
