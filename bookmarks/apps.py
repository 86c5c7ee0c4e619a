from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from linkshare.kit import triggers


class BookmarksConfig(AppConfig):
    name = "bookmarks"
    verbose_name = _("Bookmarks")

    def ready(self) -> None:
        triggers.keep(self)
        # A rule that cannot be read stops the start, not each fetch that would need it.
        import_string("bookmarks.fetching.guard.policy_from_settings")()
