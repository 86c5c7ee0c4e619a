"""Handles: the names in people's addresses, and what becomes of the old ones.

A name that a person gave up keeps leading to them, so nobody else may take it. The database
holds this too: two unique keys whatever the case, and a trigger between them (triggers/old_handle).
"""

import re
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import HandleChange, User

CHANGES_A_MONTH = 5
MONTH = timedelta(days=30)

_PERSONAL_PATH = re.compile(
    r"(?P<before>/embed)?/@(?P<handle>[A-Za-z0-9_-]+)(?P<rest>/.*)?\Z", re.DOTALL
)


def find_person(handle: str) -> User | None:
    """Whose present name this is, whatever the case, active or not."""
    return User.objects.called(handle).first()


def is_taken(handle: str, *, by_other_than: User | None = None) -> bool:
    """Whether it is, or leads to, somebody else's page."""
    present = User.objects.called(handle)
    past = _past(handle)
    if by_other_than is not None:
        present = present.exclude(pk=by_other_than.pk)
        past = past.exclude(person=by_other_than)
    return present.exists() or past.exists()


def rename(person: User, to: str, *, at: datetime) -> None:
    """Give the person another name; the old address leads to the new one from now on.

    Raises ValidationError when somebody else has the name, also when they took it this moment.
    """
    try:
        with transaction.atomic():
            _rename(person, to, at)
    except IntegrityError:
        raise ValidationError(_("Somebody already has this name."), code="unique") from None
    person.handle = to


def moved_path(path: str) -> str | None:
    """Where an address below an old name lives now: /@old/reading/ → /@new/reading/.

    So does what is shown of it in frames: /embed/@old/.
    """
    match = _PERSONAL_PATH.match(path)
    if match is None:
        return None
    change = _past(match["handle"]).filter(person__is_active=True).select_related("person").first()
    if change is None:
        return None
    return f"{match['before'] or ''}/@{change.person.handle}{match['rest'] or '/'}"


def _past(handle: str):  # type: ignore[no-untyped-def]  # a queryset with an alias has no name
    return HandleChange.objects.alias(folded=Lower("old_handle")).filter(folded=handle.lower())


def _rename(person: User, to: str, at: datetime) -> None:
    old = User.objects.select_for_update().values_list("handle", flat=True).get(pk=person.pk)
    if old.lower() != to.lower():
        _refuse_hoarding(person, at)
        _past(to).filter(person=person).delete()
        HandleChange.objects.create(person=person, old_handle=old, changed_at=at)
    User.objects.filter(pk=person.pk).update(handle=to)


def _refuse_hoarding(person: User, at: datetime) -> None:
    """Each change keeps one more name from everybody else."""
    recent = HandleChange.objects.filter(person=person, changed_at__gt=at - MONTH)
    if recent.count() >= CHANGES_A_MONTH:
        message = _("You have changed your name %(n)d times within 30 days. Please wait a while.")
        raise ValidationError(message % {"n": CHANGES_A_MONTH}, code="too_often")
