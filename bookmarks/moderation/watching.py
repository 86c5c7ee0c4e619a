"""What is watched: words and addresses that moderators name, and pages that many save at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Min
from django.utils.translation import gettext as _

from accounts.models import SiteSettings, User
from bookmarks.models import Bookmark, Report, Watched
from bookmarks.moderation.reporting import Source, file_report
from bookmarks.moderation.rights import ADMINISTER, refuse_others
from bookmarks.screening.watching import found_in

TRIED_ON = 10_000
SAMPLE = 20
DAY = timedelta(days=1)
BURSTS = 100
State = Watched.State


@dataclass(frozen=True, slots=True)
class Trial:
    looked_at: int
    found: int
    sample: list[Bookmark]


def try_out(watched: Watched) -> Trial:
    """On the newest that everybody sees."""
    newest = Bookmark.objects.visible_to(AnonymousUser()).listed().order_by("-pk")[:TRIED_ON]
    rows = newest.values_list("pk", "link__url", "title", "note")
    looked_at = [(pk, url, f"{title}\n{note}") for pk, url, title, note in rows]
    found = list(found_in(watched, looked_at))
    seen = Bookmark.objects.visible_to(AnonymousUser()).filter(pk__in=found[:SAMPLE])
    sample = seen.select_related("link", "owner").order_by("-pk")
    return Trial(len(looked_at), len(found), list(sample))


def begin(watched: Watched, *, by: User, at: datetime) -> None:
    refuse_others(by, ADMINISTER)
    ready = Watched.objects.filter(pk=watched.pk).exclude(state=State.LIVE)
    ready.update(state=State.LIVE, by=by, live_at=at)


def end(watched: Watched, *, by: User, at: datetime) -> None:
    refuse_others(by, ADMINISTER)
    live = Watched.objects.filter(pk=watched.pk).exclude(state=State.ENDED)
    live.update(state=State.ENDED, by=by, ended_at=at)


def report_bursts(at: datetime) -> int:
    """Run by beat: make a case of the first bookmark of each page that many new accounts save.

    Safe to repeat: a rule reports a thing once.
    """
    limits = SiteSettings.current()
    young = at - timedelta(days=limits.new_for_days)
    lately = Bookmark.objects.listed().filter(saved_at__gt=at - DAY, owner__date_joined__gt=young)
    pages = lately.order_by().values("link").annotate(n=Count("owner"), first=Min("pk"))
    many = pages.filter(n__gte=limits.burst_people).order_by("-n", "first")[:BURSTS]
    return sum(_report(row["first"], row["n"], at) for row in many)


def _report(bookmark_id: int, people: int, at: datetime) -> bool:
    bookmark = Bookmark.objects.select_related("link", "owner").get(pk=bookmark_id)
    note = _("%(n)s new accounts have saved this page within a day.") % {"n": people}
    source = Source(rule="burst")
    _filed, is_new = file_report(bookmark, source, reason=Report.Reason.SPAM, note=note, at=at)
    return is_new
