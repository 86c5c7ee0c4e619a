"""Notices by mail: all that a person was not told before, in one mail."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from bookmarks.mailing.letters import each_alone, may_get_mail, send
from bookmarks.models import MailChoice, Notice
from bookmarks.notices import told

AGAIN_AFTER = timedelta(minutes=15)
AT_MOST = 200
"""People in one run, and notices in one mail."""


def send_due(now: datetime) -> int:
    """How many mails went out."""
    due = Notice.objects.filter(mail_due_at__lte=now).order_by("mail_due_at")
    recipients = list(dict.fromkeys(due.values_list("recipient_id", flat=True)[:AT_MOST]))
    people = User.objects.in_bulk(recipients)
    return sum(each_alone(_send_to, people[pk], now) for pk in recipients if pk in people)


def _send_to(person: User, now: datetime) -> bool:
    claimed = _claim(person, now)
    choice = MailChoice.of(person)
    # As it is now: whoever has just had enough of them gets none that was on its way.
    wanted = [kind for kind in Notice.Kind.values if choice.wants(kind)]
    unread = Notice.objects.for_person(person).unread().filter(pk__in=claimed, kind__in=wanted)
    notices = told(unread.for_reading().newest_first(), person)
    if not notices or not may_get_mail(person):
        return False
    kinds = {notice.kind for notice in notices}
    kind = kinds.pop() if len(kinds) == 1 else "notices"
    if send("notices", person, kind, {"notices": notices}):
        return True
    Notice.objects.filter(pk__in=claimed).update(mail_due_at=now + AGAIN_AFTER)
    return False


@transaction.atomic
def _claim(person: User, now: datetime) -> list[int]:
    """Whoever comes at the same time gets the others, if any."""
    due = Notice.objects.filter(recipient=person, mail_due_at__lte=now).order_by("pk")
    ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:AT_MOST])
    Notice.objects.filter(pk__in=ids).update(mail_due_at=None)
    return ids
