"""What administrators set without a deploy, and who set it to what."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from linkshare.kit.look_up import LookUp

THE_ONE = 1


def _days(label: Any, default: int, help_text: Any) -> "models.PositiveSmallIntegerField[int, int]":
    valid = [MaxValueValidator(365)]
    return models.PositiveSmallIntegerField(
        label, default=default, validators=valid, help_text=help_text
    )


def _limit(label: Any, default: int, help_text: Any) -> "models.PositiveIntegerField[int, int]":
    valid = [MinValueValidator(1), MaxValueValidator(100_000)]
    return models.PositiveIntegerField(
        label, default=default, validators=valid, help_text=help_text
    )


class SiteSettings(models.Model):
    """One row, or none while everything is as the code has it."""

    class SignUp(models.TextChoices):
        OPEN = "open", _("Open to everyone")
        APPROVAL = "approval", _("Open, but each account waits for approval")
        INVITATION = "invitation", _("By invitation")
        CLOSED = "closed", _("Closed")

    sign_up = models.CharField(_("signing up"), max_length=10, choices=SignUp, default=SignUp.OPEN)
    refuses_disposable_mail = models.BooleanField(
        _("refuse throw-away mail addresses"),
        default=True,
        help_text=_("By a list of services that hand them out, which comes with the site."),
    )
    first_address_days = _days(
        _("days for which is known from which network address an account was made"),
        90,
        _("By it administrators find accounts made from one place. 0: it is not kept at all."),
    )
    new_for_days = _days(
        _("days for which an account is new"),
        7,
        _("The limits below are those of new accounts. 0: nobody is new."),
    )
    new_links_a_day = _limit(
        _("public links a day of a new account"), 20, _("What is saved beyond it waits for a look.")
    )
    new_sites_a_day = models.PositiveIntegerField(
        _("links a day of a new account to sites that nobody here has saved before"),
        default=5,
        validators=[MaxValueValidator(100_000)],
        help_text=_("What is saved beyond it waits for a look."),
    )
    approvals_to_trust = _limit(
        _("approved links after which an account is no longer new"),
        5,
        _("If moderators found that many to be good, and none to be bad."),
    )
    report_after_hours = models.PositiveSmallIntegerField(
        _("hours until a new account may report"), default=24, validators=[MaxValueValidator(720)]
    )
    person_saves_an_hour = _limit(_("saves an hour of one person"), 240, _("Imports do not count."))
    address_saves_an_hour = _limit(
        _("saves an hour from one network address"), 600, _("Imports do not count.")
    )
    site_saves_an_hour = _limit(
        _("public links an hour of new accounts to one site"),
        30,
        _("Of all new accounts together. What is saved beyond it waits for a look."),
    )
    burst_people = models.PositiveSmallIntegerField(
        _("new accounts that save one page in a day until it becomes a case by itself"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(1_000)],
    )

    class Meta:
        verbose_name = _("settings of the site")
        verbose_name_plural = _("settings of the site")
        constraints = [
            models.CheckConstraint(condition=Q(pk=THE_ONE), name="the_site_has_one_settings"),
            models.CheckConstraint(
                condition=Q(sign_up__in=["open", "approval", "invitation", "closed"]),
                name="sign_up_mode_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> "SiteSettings":
        """As set, or as the code has it: one look by the key."""
        return _set(THE_ONE) or cls(pk=THE_ONE)


_set = LookUp(SiteSettings, "pk")


class SettingChange(models.Model):
    """Append-only: triggers refuse UPDATE and DELETE (triggers/setting_changes)."""

    name = models.CharField(_("setting"), max_length=60)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    # Never empty; the account may be gone.
    by = models.ForeignKey(
        User,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("change of a setting")
        verbose_name_plural = _("changes of settings")

    def __str__(self) -> str:
        return f"{self.name}: {self.before} → {self.after}"
