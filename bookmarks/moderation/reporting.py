"""What people report, signed in or not, and what the site's own rules do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import SiteSettings, User
from bookmarks.models import Case, Report
from bookmarks.models.case import author_of
from bookmarks.models.moderation import Target
from bookmarks.moderation.cases import case_of, site_of, weight_now
from bookmarks.moderation.errors import NotAllowed
from bookmarks.moderation.snapshots import last_snapshot, snapshot_of
from bookmarks.moderation.weighing import RULE, VISITOR, weight_of
from bookmarks.screening import may_report_from


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: one of the three. `weight` is that of a rule."""

    reporter: User | None = None
    visitor: str = ""
    rule: str = ""
    weight: int = RULE

    @property
    def keys(self) -> dict[str, Any]:
        return {"reporter": self.reporter, "visitor": self.visitor, "rule": self.rule}

    def weigh(self) -> int:
        if self.reporter:
            return weight_of(self.reporter)
        return VISITOR if self.visitor else self.weight


@transaction.atomic
def file_report(
    target: Target, source: Source, *, reason: str, note: str, at: datetime
) -> tuple[Report, bool]:
    """The report, and whether it says anything new. It opens the thing's case, or opens it again.

    One person reports a thing once for one reason; once more when it has changed since it was
    decided. No report hides anything: it only brings the case before a moderator.
    """
    if source.reporter and source.reporter == author_of(target):
        raise NotAllowed(_("This is yours: there is nobody to report."))
    if source.reporter:
        _refuse_newcomers(source.reporter, at)
    case = case_of(target, at)
    now = snapshot_of(target)
    before = last_snapshot(case)
    said = {"note": note, "created_at": at, "entry": None, "weight": source.weigh()}
    said["snapshot"] = now if now != before else {}
    report, is_new = Report.objects.get_or_create(
        **source.keys, case=case, reason=reason, defaults=said
    )
    if not is_new:
        if report.entry_id is None or now == before:
            return report, False
        Report.objects.filter(pk=report.pk).update(**said)
        report.refresh_from_db()
    _open(case, target, at)
    return report, True


def _refuse_newcomers(reporter: User, at: datetime) -> None:
    since = may_report_from(reporter, SiteSettings.current())
    if at < since:
        raise NotAllowed(
            _("Your account is new: you can report from %(when)s on. What you wrote is not lost.")
            % {"when": date_format(since, "DATETIME_FORMAT")}
        )


def _open(case: Case, target: Target, at: datetime) -> None:
    """`case` is held. The author may have changed, and the site."""
    if not case.is_open:
        case.state, case.opened_at = Case.State.OPEN, at
    case.author, case.host = author_of(target), site_of(target)
    case.weight, case.updated_at = weight_now(case), at
    case.save(update_fields=["state", "opened_at", "author", "host", "weight", "updated_at"])
