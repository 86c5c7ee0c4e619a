from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from linkshare.kit import triggers


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        # By its name: models cannot be imported before every application is there.
        import_string("accounts.verification.keep_in_step")()
        triggers.keep(self)
