"""A person."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.contrib.auth.models import BaseUserManager as DjangoUserManager
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.reserved import RESERVED_HANDLES

HANDLE_MAX = 30


def refuse_reserved(handle: str) -> None:
    if handle.lower() in RESERVED_HANDLES:
        raise ValidationError(_("This name is reserved. Please choose another."), code="reserved")


def refuse_unknown_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("This is not a known time zone."), code="time_zone")


HANDLE_VALIDATORS: list[Callable[[Any], None]] = [
    RegexValidator(
        r"^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\Z",
        _("Use letters (a–z), digits, - and _; begin and end with a letter or a digit."),
    ),
    MinLengthValidator(2),
    refuse_reserved,
]


class UserManager(DjangoUserManager["User"]):
    def create_user(
        self, handle: str, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(handle=handle, email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, handle: str, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        fields = {"is_staff": True, "is_superuser": True, "verified_at": timezone.now()} | fields
        user = self.create_user(handle, email, password, **fields)
        if email:
            addresses = user.emailaddress_set  # type: ignore[attr-defined]  # allauth's
            addresses.create(email=email.lower(), verified=True, primary=True)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.called(username or "").get()

    def called(self, handle: str) -> models.QuerySet["User"]:
        """Of this name, whatever its case; served by the unique key (`iexact` is not)."""
        return self.alias(folded=Lower("handle")).filter(folded=handle.lower())


class Audience(models.TextChoices):
    """Who sees a bookmark; the rule itself is `Bookmark.objects.visible_to`."""

    PUBLIC = "public", _("Everyone")
    COLLECTIONS = "collections", _("Those who may open one of its collections")
    PRIVATE = "private", _("Only me")


class User(AbstractBaseUser, PermissionsMixin):
    handle = models.CharField(
        _("name in the address"),
        max_length=HANDLE_MAX,
        unique=True,
        validators=HANDLE_VALIDATORS,
        error_messages={"unique": _("Somebody already has this name.")},
    )
    email = models.EmailField(_("mail address"), blank=True)
    name = models.CharField(_("display name"), max_length=80, blank=True)
    bio = models.TextField(_("about me"), max_length=1000, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[refuse_unknown_time_zone]
    )
    default_audience = models.CharField(
        _("who sees what I save"),
        max_length=12,
        choices=Audience,
        default=Audience.PUBLIC,
        help_text=_("Where a new bookmark begins; each can be changed."),
    )
    shows_followers = models.BooleanField(
        _("show who follows me"),
        default=True,
        help_text=_("On your page and those of your collections. Their number is always shown."),
    )
    # "" for what the browser asks for; mails are written in it, too.
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    # Kept in step with allauth's addresses: see accounts/verification.py.
    verified_at = models.DateTimeField(_("address verified"), null=True, blank=True)
    # What moderators decided: projections of their log (bookmarks/moderation/effects.py).
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    suspended_until = models.DateTimeField(
        _("suspended until"), null=True, blank=True, db_index=True
    )
    banned_at = models.DateTimeField(_("banned"), null=True, blank=True)
    limited_at = models.DateTimeField(_("limited"), null=True, blank=True)
    delete_after = models.DateTimeField(_("to be deleted"), null=True, blank=True, db_index=True)
    may_publish = models.GeneratedField(
        expression=models.Q(  # type: ignore[arg-type]  # the stubs do not know a Q
            is_active=True, verified_at__isnull=False, suspended_at__isnull=True
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    # False of who is limited: seen where one goes to them, but in no list of the whole site.
    may_be_listed = models.GeneratedField(
        expression=models.Q(  # type: ignore[arg-type]  # the stubs do not know a Q
            is_active=True,
            verified_at__isnull=False,
            suspended_at__isnull=True,
            limited_at__isnull=True,
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("handle"),
                name="handle_unique_whatever_the_case",
                violation_error_message=_("Somebody already has this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(default_audience__in=Audience.values),
                name="user_default_audience_known",
            ),
            models.CheckConstraint(
                condition=models.Q(suspended_until__isnull=True, banned_at__isnull=True)
                | models.Q(suspended_at__isnull=False),
                name="who_is_banned_is_suspended",
            ),
        ]

    def __str__(self) -> str:
        return self.handle

    def clean(self) -> None:
        super().clean()
        self.email = User.objects.normalize_email(self.email)

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.handle])

    @property
    def display_name(self) -> str:
        return self.name or self.handle

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.handle

    def suspend(self, at: datetime) -> None:
        self.suspended_at = at
        self.save(update_fields=["suspended_at"])

    def unsuspend(self) -> None:
        self.suspended_at = self.suspended_until = self.banned_at = None
        self.save(update_fields=["suspended_at", "suspended_until", "banned_at"])


class HandleChange(models.Model):
    """A name that a person had before: its address leads to the person's present one."""

    old_handle = models.CharField(max_length=HANDLE_MAX)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="handle_changes")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("old_handle"), name="old_handle_unique_whatever_the_case")
        ]

    def __str__(self) -> str:
        return f"{self.old_handle} → {self.person_id}"


Viewer = User | AnonymousUser
