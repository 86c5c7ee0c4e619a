"""Who is logged in, found by a plain statement: see `accounts.sessions`."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from accounts.models import User


class _Found(ModelBackend):
    def get_user(self, user_id: Any) -> User | None:
        found = User.objects.raw("SELECT * FROM accounts_user WHERE id = %s", [user_id])
        user = next(iter(found), None)
        return user if user and self.user_can_authenticate(user) else None


class PasswordBackend(_Found):
    """Django's: the admin's log-in, and `force_login` in tests."""


class AllauthBackend(_Found, AuthenticationBackend):  # type: ignore[misc]
    """By name or address, as allauth's pages do."""
