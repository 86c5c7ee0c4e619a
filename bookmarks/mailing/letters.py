"""One mail: text and HTML from the same context, with a way to have no more of its kind."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.mail import UNDELIVERABLE, site_context
from accounts.models import User

log = logging.getLogger(__name__)

_signer = signing.Signer(salt="mail-off")


def may_get_mail(person: User) -> bool:
    """Only who has shown that the address is theirs."""
    return bool(
        person.email and person.is_active and person.verified_at and not person.delete_after
    )


def each_alone(send_to: Callable[[User, datetime], bool], person: User, now: datetime) -> bool:
    """A mail that cannot be made is logged: it keeps nobody else from theirs."""
    try:
        return send_to(person, now)
    except Exception:
        log.exception("A mail to person %s could not be made.", person.pk)
        return False


def send(template: str, person: User, kind: str, context: Mapping[str, object]) -> bool:
    """`template` as in templates/mail/<template>.txt, .html and _subject.txt; False if refused."""
    off_url = settings.SITE_URL + reverse("mail-off", args=[token_of(person, kind)])
    whole = {**site_context(), "person": person, "off_url": off_url, **context}
    language = person.language or settings.LANGUAGE_CODE
    with timezone.override(ZoneInfo(person.time_zone)), translation.override(language):
        subject = " ".join(render_to_string(f"mail/{template}_subject.txt", whole).split())
        text = render_to_string(f"mail/{template}.txt", whole).strip() + "\n"
        html = render_to_string(f"mail/{template}.html", whole)
    letter = EmailMultiAlternatives(
        subject, text, settings.DEFAULT_FROM_EMAIL, [person.email], headers=_headers(off_url)
    )
    letter.attach_alternative(html, "text/html")
    try:
        letter.send()
    except UNDELIVERABLE:
        log.exception("The mail %s could not be sent.", template)
        return False
    return True


def token_of(person: User, kind: str) -> str:
    return _signer.sign_object([person.pk, kind])


def meant_by(token: str) -> tuple[int, str]:
    """The person's id and the kind of mail. Raise BadSignature."""
    person_id, kind = _signer.unsign_object(token)
    return person_id, kind


def _headers(off_url: str) -> dict[str, str]:
    """RFC 2369; RFC 8058 for the one click; RFC 3834, so that no machine answers."""
    return {
        "List-Unsubscribe": f"<{off_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
