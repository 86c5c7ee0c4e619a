"""Staff who read what is not public, in the log: a mail address is somebody's own."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.models import ModerationEntry

ONCE_IN = timedelta(hours=1)
Action = ModerationEntry.Action


def note_reading(person: User, *, by: User, at: datetime) -> None:
    """Once an hour for each reader and person; nobody's own."""
    lately = ModerationEntry.objects.filter(action=Action.READ, created_at__gt=at - ONCE_IN)
    if person != by and not lately.filter(person=person, moderator=by).exists():
        _write(f"@{person.handle}", person, by, at)


def note_searching(words: str, *, by: User, at: datetime) -> None:
    """Of an address only its domain: the log is read by more people than the address."""
    domain = words.rpartition("@")[2][:200]
    _write(_("people with an address at %(domain)s") % {"domain": domain}, None, by, at)


def note_tracing(*, by: User, at: datetime) -> None:
    """Who came from a network address, or from one network; the log does not say which."""
    _write(_("people at one network address"), None, by, at)


def note_list(subject: str, *, by: User, at: datetime) -> None:
    """A list that shows the mail addresses of many; once an hour for each reader."""
    lately = ModerationEntry.objects.filter(action=Action.READ, created_at__gt=at - ONCE_IN)
    if not lately.filter(moderator=by, person=None, subject=subject).exists():
        _write(subject, None, by, at)


def _write(subject: str, person: User | None, by: User, at: datetime) -> None:
    ModerationEntry.objects.create(
        action=Action.READ, moderator=by, person=person, subject=subject, created_at=at
    )
