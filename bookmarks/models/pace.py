"""When each site may be asked next, where no Redis keeps it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pace(models.Model):
    """See `bookmarks.fetching.pacing`."""

    host = models.CharField(_("site"), max_length=255, primary_key=True)
    next_at = models.DateTimeField(_("free from"), db_index=True)
    line_at = models.DateTimeField(_("promised until"))

    class Meta:
        verbose_name = _("pace")

    def __str__(self) -> str:
        return self.host
