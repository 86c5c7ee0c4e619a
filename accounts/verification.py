"""`User.verified_at` in step with allauth's addresses.

Signals are not how our own parts speak to each other, but EmailAddress is another's model and is
written on many paths (the link in the mail, a social sign-up, a change, the admin, a removal):
its receivers are the one place that all of them pass.
"""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from accounts.models import User


def vouch_for(person: User, *, at: datetime | None = None) -> None:
    """Make the person's address count as verified without a mail: for commands and the demo."""
    EmailAddress.objects.update_or_create(
        user=person,
        email=person.email.lower(),
        defaults={"verified": True, "primary": True},
    )
    _set(person, at or person.verified_at or timezone.now())


def keep_in_step() -> None:
    """Called once, when the application is ready."""
    post_save.connect(_after_save, sender=EmailAddress, dispatch_uid="verified_at")
    post_delete.connect(_after_delete, sender=EmailAddress, dispatch_uid="verified_at")


def _after_save(instance: Any, created: bool, **_kwargs: Any) -> None:  # noqa: FBT001 - Django's
    # A new address that waits for its link takes nothing from the one that was verified.
    if instance.verified or not created:
        _follow(instance)


def _after_delete(instance: Any, **_kwargs: Any) -> None:
    _follow(instance)


def _follow(address: Any) -> None:
    # allauth goes on to save this very object, so the object has to know as well as the row.
    person = address.user
    is_verified = EmailAddress.objects.filter(user_id=person.pk, verified=True).exists()
    if is_verified and person.verified_at is None:
        _set(person, timezone.now())
    elif not is_verified and person.verified_at is not None:
        _set(person, None)


def _set(person: User, verified_at: datetime | None) -> None:
    person.verified_at = verified_at
    User.objects.filter(pk=person.pk).update(verified_at=verified_at)
