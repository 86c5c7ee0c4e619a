"""Who may do what, and to whom."""

from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.moderation.errors import NotAllowed

# Each group has those before it as well.
TRIAGE = "bookmarks.triage"
MODERATE = "bookmarks.moderate"
ADMINISTER = "bookmarks.administer"


def may(by: object, permission: str) -> bool:
    is_free = isinstance(by, User) and not by.suspended_at
    return is_free and isinstance(by, User) and by.has_perm(permission)


def refuse_others(by: User, permission: str) -> None:
    if not may(by, permission):
        raise NotAllowed(_("You may not decide this."))


def refuse_staff(person: User, by: User) -> None:
    if (person.is_staff or person.is_superuser) and not by.is_superuser:
        raise NotAllowed(_("Only an administrator may do this to one of the staff."))
