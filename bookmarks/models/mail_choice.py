"""Which mails a person wants of us, beside those that their account cannot do without."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class MailChoice(models.Model):
    """Whoever has no row has the choices that a new row begins with."""

    class Digest(models.TextChoices):
        OFF = "off", _("Never")
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every Monday")

    person = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="mail_choice"
    )
    moderation = models.BooleanField(_("What moderators decided about my things"), default=True)
    invitation = models.BooleanField(_("Invitations to collections"), default=True)
    sent = models.BooleanField(_("What somebody sends me"), default=True)
    follower = models.BooleanField(_("New followers"), default=False)
    saved = models.BooleanField(_("Somebody saved from me"), default=False)
    digest = models.CharField(
        _("What I follow, in one mail"), max_length=6, choices=Digest, default=Digest.OFF
    )
    # When the next digest goes out; empty while there is none to come.
    digest_due_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__in=["off", "daily", "weekly"]), name="digest_choice_known"
            ),
            models.CheckConstraint(
                condition=Q(digest="off", digest_due_at__isnull=True)
                | (~Q(digest="off") & Q(digest_due_at__isnull=False)),
                name="a_digest_has_its_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["digest_due_at"],
                condition=Q(digest_due_at__isnull=False),
                name="digest_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.digest}"

    @classmethod
    def of(cls, person: User) -> "MailChoice":
        """Not yet a row where the person has chosen nothing."""
        return cls.objects.filter(person=person).first() or cls(person=person)

    def wants(self, kind: str) -> bool:
        """A notice of this kind by mail."""
        return bool(getattr(self, kind))


class Digest(models.Model):
    """One mail of what a person follows: made before it is sent, so that none is sent twice."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    # The day on which it is due, where the person is.
    day = models.DateField()
    # What it tells of: all that came since the last one that was sent, up to when it was made.
    since = models.DateTimeField()
    until = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="one_digest_a_day"),
            models.CheckConstraint(
                condition=Q(since__lt=models.F("until")), name="a_digest_tells_of_some_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.day}"
