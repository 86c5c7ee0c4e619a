"""What lets a feed reader, which cannot log in, read what is one person's."""

from datetime import datetime
from secrets import token_urlsafe
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User

KEY_LENGTH = 32


def new_key() -> str:
    return token_urlsafe(KEY_LENGTH * 3 // 4)


class FeedKey(models.Model):
    """Part of the addresses of a person's private feeds. It opens nothing else."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="feed_key")
    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("key of private feeds")

    def __str__(self) -> str:
        return f"of {self.person_id}"

    @classmethod
    def renew(cls, person: User, at: datetime) -> Self:
        """The old addresses, if there are any, lead nowhere from now on."""
        made = {"key": new_key(), "made_at": at}
        key, _created = cls.objects.update_or_create(person=person, defaults=made)
        return key
