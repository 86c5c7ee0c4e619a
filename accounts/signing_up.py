"""The ways in: open, by approval, by invitation, or closed."""

from datetime import datetime

from disposable_email_domains import blocklist
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.mail import send
from accounts.models import SignUp, SignUpCode, SiteSettings, User
from accounts.models.sign_up import SignUpCodeQuerySet

Mode = SiteSettings.SignUp
_SESSION = "sign-up-code"


class CodeGone(Exception):
    """Somebody else used the invitation this very moment."""


def is_open(request: HttpRequest) -> bool:
    """A code in the address is remembered, for the form leads through several pages."""
    mode = SiteSettings.current().sign_up
    if mode != Mode.INVITATION:
        return mode != Mode.CLOSED
    if code := request.GET.get("code"):
        request.session[_SESSION] = code[:32]
    return _usable(request, timezone.now()).exists()


def is_disposable(email: str) -> bool:
    """Whether its domain, or one above it, hands out throw-away addresses."""
    if not SiteSettings.current().refuses_disposable_mail:
        return False
    labels = email.rpartition("@")[2].lower().split(".")
    return any(".".join(labels[n:]) in blocklist for n in range(len(labels) - 1))


def begin(request: HttpRequest, person: User, at: datetime) -> None:
    """In the transaction in which the person is made. Raise CodeGone."""
    mode = SiteSettings.current().sign_up
    if mode == Mode.INVITATION:
        SignUp.objects.create(person=person, code=_use(request, at), asked_at=at, decided_at=at)
    elif mode == Mode.APPROVAL:
        person.is_active = False
        person.save(update_fields=["is_active"])
        SignUp.objects.create(person=person, asked_at=at)


def is_waiting(person: User) -> bool:
    return SignUp.objects.filter(person=person, decided_at=None).exists()


@transaction.atomic
def approve(request: SignUp, *, by: User, at: datetime) -> bool:
    """False where it was decided before."""
    waiting = SignUp.objects.filter(pk=request.pk, decided_at=None)
    if not waiting.update(decided_at=at, decided_by=by):
        return False
    User.objects.filter(pk=request.pk).update(is_active=True)
    person = request.person
    transaction.on_commit(lambda: _say_approved(person))
    return True


def _say_approved(person: User) -> None:
    """In their language, not that of who approved it."""
    with translation.override(person.language or settings.LANGUAGE_CODE):
        send("sign_up_approved", person.email, {"person": person})


@transaction.atomic
def refuse(request: SignUp) -> bool:
    """The account goes with all that was typed; False where it was decided before."""
    waiting = SignUp.objects.select_for_update().filter(pk=request.pk, decided_at=None)
    if not waiting.exists():
        return False
    request.person.delete()
    return True


def _usable(request: HttpRequest, at: datetime) -> SignUpCodeQuerySet:
    return SignUpCode.objects.usable(at).filter(code=request.session.get(_SESSION, ""))


def _use(request: HttpRequest, at: datetime) -> SignUpCode:
    usable = _usable(request, at)
    code = usable.first()
    if code is None or not usable.filter(pk=code.pk).update(used=F("used") + 1):
        raise CodeGone(_("This invitation has just been used."))
    request.session.pop(_SESSION, None)
    return code
