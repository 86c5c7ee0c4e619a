"""What a person does not want to meet in lists: their own choice, which hides nothing from anybody
else."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.models.tag import Tag


class Mute(models.Model):
    """Of what one person saves, of a tag with what lies below it, or of a site."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mutes", db_index=False)
    person = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="muted_by")
    tag = models.ForeignKey(Tag, null=True, on_delete=models.CASCADE, related_name="muted_by")
    host = models.CharField(_("site"), max_length=255, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mute")
        constraints = [
            models.UniqueConstraint(fields=["owner", "person"], name="a_person_is_muted_once"),
            models.UniqueConstraint(fields=["owner", "tag"], name="a_tag_is_muted_once"),
            models.UniqueConstraint(
                fields=["owner", "host"], condition=~Q(host=""), name="a_site_is_muted_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, tag__isnull=True, host="")
                | Q(person__isnull=True, tag__isnull=False, host="")
                | (Q(person__isnull=True, tag__isnull=True) & ~Q(host="")),
                name="a_mute_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("owner")),
                name="nobody_mutes_themselves",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-id"], name="mute_newest")]

    def __str__(self) -> str:
        return f"{self.owner_id} mutes {self.person or self.tag or self.host}"
