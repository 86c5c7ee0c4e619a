"""Who is logged in, found by a look-up that is compiled once: see `linkshare.kit.look_up`."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from accounts.models import User
from linkshare.kit.look_up import LookUp

_user = LookUp(User, "pk")


class _Found(ModelBackend):
    def get_user(self, user_id: Any) -> User | None:
        user = _user(user_id)
        return user if user and self.user_can_authenticate(user) else None


class PasswordBackend(_Found):
    """Django's: the admin's log-in, and `force_login` in tests."""


class AllauthBackend(_Found, AuthenticationBackend):  # type: ignore[misc]
    """By name or address, as allauth's pages do."""
