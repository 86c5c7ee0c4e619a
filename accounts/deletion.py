"""Deleting an account: asked for, taken back within the days of grace, or done for good.

From the moment it is asked for the person is inactive, so that nobody sees what they saved. After
`delete_after` nothing can be taken back, and a task deletes in small steps, each of which may be
repeated: two workers at once, or one that was killed half way, do no harm.
"""

import time
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import models
from django.http import HttpRequest

from accounts import mail
from accounts.models import User

BATCH = 500
# Between the last moment to come back and the first step: who clicks in time is not half deleted.
SLACK = timedelta(minutes=5)
OFFER_LASTS = 30 * 60

_OFFER = "deletion_offer"


def ask(person: User, *, at: datetime) -> None:
    """Hide the person and all they made at once, and set the day on which it goes for good."""
    person.is_active = False
    person.delete_after = at + timedelta(days=settings.ACCOUNT_DELETION_GRACE_DAYS)
    person.save(update_fields=["is_active", "delete_after"])
    for session in UserSession.objects.filter(user=person):
        session.end()
    mail.send("deletion_asked", person.email, {"person": person})


def is_asked(person: User) -> bool:
    return not person.is_active and person.delete_after is not None


def take_back(person: User, *, at: datetime) -> bool:
    """Undo the request; False when it is too late."""
    in_time = User.objects.filter(pk=person.pk, is_active=False, delete_after__gt=at)
    is_back = in_time.update(is_active=True, delete_after=None) == 1
    if is_back:
        person.is_active, person.delete_after = True, None
    return is_back


def offer_return(request: HttpRequest, person: User) -> None:
    """Remember that this session has passed every step of logging in as the person."""
    request.session.cycle_key()
    request.session[_OFFER] = {"person": person.pk, "until": time.time() + OFFER_LASTS}


def offered_to(request: HttpRequest) -> User | None:
    """Who may take their deletion back in this session."""
    offer = request.session.get(_OFFER)
    if offer is None or offer["until"] < time.time():
        return None
    leaving = User.objects.filter(is_active=False, delete_after__isnull=False)
    return leaving.filter(pk=offer["person"]).first()


def withdraw_offer(request: HttpRequest) -> None:
    request.session.pop(_OFFER, None)


def due(at: datetime) -> models.QuerySet[User]:
    return User.objects.filter(is_active=False, delete_after__lte=at - SLACK)


def delete_for_good(person: User, *, at: datetime) -> bool:
    """Delete the person and everything of theirs, in short transactions.

    True for the one caller that deleted the last of it.
    """
    if not due(at).filter(pk=person.pk).exists():
        return False
    for relation in _what_goes_with(person):
        while _delete_some(relation, person):
            pass
    _count, per_model = due(at).filter(pk=person.pk).delete()
    is_gone = per_model.get(User._meta.label, 0) == 1
    if is_gone:
        mail.send("deletion_done", person.email, {"handle": person.handle})
    return is_gone


def _what_goes_with(person: User) -> list[Any]:
    """Whatever points at a person and is deleted with them, without naming other parts."""
    return [
        relation
        for relation in person._meta.related_objects
        if relation.on_delete is models.CASCADE
    ]


def _delete_some(relation: Any, person: User) -> int:
    rows = relation.related_model._base_manager.filter(**{relation.field.name: person})
    some = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if some:
        relation.related_model._base_manager.filter(pk__in=some).delete()
    return len(some)
