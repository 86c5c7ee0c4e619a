"""Setting what administrators may set, with its history."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import SettingChange, SiteSettings, User
from accounts.models.site_settings import THE_ONE


@transaction.atomic
def change_settings(
    wanted: SiteSettings, names: Iterable[str], *, by: User, at: datetime
) -> list[SettingChange]:
    """Take these of the wanted settings over; what others set meanwhile stays.

    `wanted` is as the database has it then.
    """
    SiteSettings.objects.get_or_create(pk=THE_ONE)
    kept = SiteSettings.objects.select_for_update().get(pk=THE_ONE)
    changes = []
    for name in names:
        before, after = getattr(kept, name), getattr(wanted, name)
        if before != after:
            setattr(kept, name, after)
            changes.append(
                SettingChange(name=name, before=_said(before), after=_said(after), by=by, at=at)
            )
    if changes:
        kept.save(update_fields=[change.name for change in changes])
        SettingChange.objects.bulk_create(changes)
    return changes


def _said(value: Any) -> str:
    return str(value)
