"""The health page's place among the admin's."""

from django.utils.translation import gettext_lazy as _

from bookmarks.models.moderation import ModerationEntry


class Health(ModerationEntry):
    class Meta:
        proxy = True
        verbose_name = _("health")
        verbose_name_plural = _("health")
