from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from linkshare.kit import triggers


class BookmarksConfig(AppConfig):
    name = "bookmarks"
    verbose_name = _("Bookmarks")

    def ready(self) -> None:
        triggers.keep(self)
