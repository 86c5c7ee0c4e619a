"""People of the demo content: verified, at addresses that never receive mail."""

from datetime import datetime

from django.conf import settings
from django.utils.crypto import get_random_string

from accounts.models import HandleChange, User
from accounts.verification import vouch_for
from bookmarks.demo.login import HANDLE, PASSWORD
from linkshare.kit.safe_start import LOOPBACK

MAIL_DOMAIN = "people.example"  # RFC 2606: belongs to nobody


class NameTakenError(Exception):
    """Somebody else already has a name that the demo content needs."""


def mail_address(handle: str) -> str:
    return f"{handle}@{MAIL_DOMAIN}"


def demo_person() -> User | None:
    """The owner of the demo content, even after they changed their name."""
    person = User.objects.filter(email=mail_address(HANDLE)).first()
    renamed = HandleChange.objects.filter(old_handle__iexact=HANDLE).first()
    return person or (renamed.person if renamed else None)


def make_person(
    handle: str, at: datetime, password: str | None = None, *, name: str = "", bio: str = ""
) -> User:
    """Make somebody who has verified their address; without a password nobody can log in."""
    if User.objects.filter(handle__iexact=handle).exists():
        raise NameTakenError(handle)
    person = User.objects.create_user(
        handle, mail_address(handle), password, name=name, bio=bio, date_joined=at
    )
    vouch_for(person, at=at)
    return person


def demo_password() -> str:
    """The known one for a site that only its own machine reaches, else one that nobody knows."""
    return PASSWORD if settings.SITE_HOST in LOOPBACK else get_random_string(20)
