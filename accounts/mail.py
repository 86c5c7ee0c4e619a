"""Mail that we send ourselves; allauth sends its own through `accounts.adapter`."""

import logging
from collections.abc import Mapping
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

log = logging.getLogger(__name__)

UNDELIVERABLE = (SMTPException, OSError)


def site_context() -> dict[str, object]:
    """What every mail's text may name."""
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}


def send(template: str, to: str, context: Mapping[str, object]) -> bool:
    """`template` as in templates/account/email/<template>_{subject,message}.txt.

    A mail that cannot be sent is logged; what it tells of has happened all the same.
    """
    if not to:
        return False
    whole = site_context() | dict(context)
    prefix = f"account/email/{template}"
    subject = " ".join(render_to_string(f"{prefix}_subject.txt", whole).split())
    body = render_to_string(f"{prefix}_message.txt", whole).strip() + "\n"
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [to])
    except UNDELIVERABLE:
        log.exception("The mail %s could not be sent.", template)
        return False
    return True
