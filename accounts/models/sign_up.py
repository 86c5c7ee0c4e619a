"""Who may sign up while that is not open to everybody, and who waits for an answer."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


def new_code() -> str:
    return get_random_string(16)


class SignUpCodeQuerySet(models.QuerySet["SignUpCode"]):
    def usable(self, at: datetime) -> Self:
        in_time = Q(expires_at__isnull=True) | Q(expires_at__gt=at)
        return self.filter(in_time, used__lt=F("uses"))


class SignUpCode(models.Model):
    """An invitation to the site: `/accounts/signup/?code=…`."""

    code = models.CharField(_("code"), max_length=32, unique=True, default=new_code)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    uses = models.PositiveSmallIntegerField(_("may be used"), default=1)
    used = models.PositiveSmallIntegerField(_("was used"), default=0)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(_("made"))

    objects = SignUpCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to the site")
        verbose_name_plural = _("invitations to the site")
        constraints = [
            models.CheckConstraint(
                condition=Q(used__lte=F("uses")), name="no_code_is_used_too_often"
            )
        ]

    def __str__(self) -> str:
        return self.note or self.code


class SignUp(models.Model):
    """How somebody came in, where it was not by the open door; without `decided_at` they wait."""

    person = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="sign_up"
    )
    code = models.ForeignKey(SignUpCode, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("request for an account")
        verbose_name_plural = _("requests for accounts")
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(decided_at__isnull=True), name="sign_up_queue"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
