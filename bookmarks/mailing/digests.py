"""What a person follows, in one mail a day or a week, in the morning where they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from bookmarks.followed import Following
from bookmarks.listing import Entry
from bookmarks.mailing.letters import each_alone, may_get_mail, send
from bookmarks.models import Digest, MailChoice

AT = time(7)
AT_MOST = 100
"""People in one run."""
SHOWN = 25
LOOKED_AT = 100
"""Of the newest bookmarks of what is followed: those that are older than the last digest are not
new, wherever an import has put them."""
LONGEST = timedelta(days=14)
AGAIN_AFTER = timedelta(minutes=15)
KEPT_FOR = timedelta(days=60)

Choice = MailChoice.Digest
PERIODS = {Choice.DAILY.value: timedelta(days=1), Choice.WEEKLY.value: timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class News:
    entries: Sequence[Entry]
    is_more: bool


def next_due(choice: str, zone: str, after: datetime) -> datetime | None:
    """The first morning after this moment; of a week, that of Monday. None for no digest."""
    if choice not in PERIODS:
        return None
    here = after.astimezone(ZoneInfo(zone))
    day = here.date() if here.time() < AT else here.date() + timedelta(days=1)
    if choice == Choice.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    return datetime.combine(day, AT, tzinfo=ZoneInfo(zone))


def choose(person: User, choice: MailChoice, at: datetime) -> None:
    """Keep what the person chose; a digest that is due goes out all the same, if it is wanted."""
    known = MailChoice.objects.filter(person=person).values_list("digest", flat=True).first()
    due = choice.digest_due_at
    if not (due and due <= at and choice.digest == known):
        choice.digest_due_at = next_due(choice.digest, person.time_zone, at)
    choice.save()


def send_due(now: datetime) -> int:
    """How many mails went out."""
    due = MailChoice.objects.filter(digest_due_at__lte=now).order_by("digest_due_at")
    people = due.select_related("person")[:AT_MOST]
    return sum(each_alone(_send_to, choice.person, now) for choice in people)


def delete_old(now: datetime) -> None:
    Digest.objects.filter(until__lt=now - KEPT_FOR).delete()


def _send_to(person: User, now: datetime) -> bool:
    digest = _claim(person, now)
    if digest is None or not may_get_mail(person):
        return False
    news = _news(person, digest)
    if not news.entries:
        return False
    if not send("digest", person, "digest", {"digest": digest, "news": news}):
        _release(digest, now)
        return False
    digest.sent_at = now
    digest.save(update_fields=["sent_at"])
    return True


@transaction.atomic
def _claim(person: User, now: datetime) -> Digest | None:
    """Theirs for this day, if nobody has taken it before; the next is due from then on."""
    due = MailChoice.objects.filter(person=person, digest_due_at__lte=now)
    choice = due.select_for_update(skip_locked=True).first()
    if choice is None or choice.digest_due_at is None:
        return None
    due_here = choice.digest_due_at.astimezone(ZoneInfo(person.time_zone))
    is_time = _is_time(choice.digest, due_here)
    after = now if is_time else choice.digest_due_at
    choice.digest_due_at = next_due(choice.digest, person.time_zone, after)
    choice.save(update_fields=["digest_due_at"])
    if not is_time:
        return None
    times = {"since": _since(person, choice.digest, now), "until": now}
    day = due_here.date()
    digest, is_new = Digest.objects.get_or_create(person=person, day=day, defaults=times)
    return digest if is_new else None


def _is_time(choice: str, due_here: datetime) -> bool:
    """Not where the person has moved to: there it is still night, or not yet Monday."""
    is_day = choice != Choice.WEEKLY or due_here.weekday() == 0
    return is_day and due_here.time() >= AT


def _since(person: User, choice: str, now: datetime) -> datetime:
    """What no mail has told yet: of what was not sent, the next one tells as well."""
    last = Digest.objects.filter(person=person).order_by("-until").first()
    told = (last.until if last.sent_at else last.since) if last else now - PERIODS[choice]
    return max(told, now - LONGEST)


@transaction.atomic
def _release(digest: Digest, now: datetime) -> None:
    """The mail server has refused it: it is made again soon, for the same day."""
    MailChoice.objects.filter(person=digest.person).exclude(digest=Choice.OFF).update(
        digest_due_at=now + AGAIN_AFTER
    )
    digest.delete()


def _news(person: User, digest: Digest) -> News:
    following = Following(person)
    listing = following.listing()
    entries = listing.entries(listing.page(size=LOOKED_AT))
    new = [each for each in entries if digest.since < each.bookmark.saved_at <= digest.until]
    return News(following.with_reasons(new[:SHOWN]), is_more=len(new) > SHOWN)
