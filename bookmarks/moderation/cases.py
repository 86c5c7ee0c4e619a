"""Cases: how they are opened, kept for a moderator, answered and opened again.

Whoever changes one holds its row; who decides holds its author's before.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from accounts.models import User
from bookmarks.models import Bookmark, Case, ModerationEntry, Report
from bookmarks.models.case import CaseQuerySet, author_of, keys_of
from bookmarks.models.moderation import Site, Target
from bookmarks.moderation.effects import Effect
from bookmarks.moderation.errors import Claimed
from bookmarks.moderation.rights import TRIAGE, refuse_others

CLAIMED_FOR = timedelta(minutes=15)


def case_of(target: Target, at: datetime) -> Case:
    """Its case, locked; of what nobody ever reported, a new one that is not open."""
    defaults: dict[str, Any] = {
        "author": author_of(target),
        "state": Case.State.DECIDED,
        "opened_at": at,
        "updated_at": at,
    }
    if isinstance(target, Bookmark):
        defaults["host"] = target.link.host
    case, _new = Case.objects.get_or_create(**keys_of(target), defaults=defaults)
    return Case.objects.hold().get(pk=case.pk)


def version_of(target: Target) -> int:
    """An act that is handed another one raises AlreadyDecided."""
    return Case.objects.of(target).values_list("version", flat=True).first() or 0


def newest_entry(target: Target) -> ModerationEntry | None:
    """About it, or about its author as a person; that somebody read an address decides nothing."""
    about = ModerationEntry.objects.about(target)
    if author := author_of(target):
        about |= ModerationEntry.objects.about(author)
    return about.public().select_related("moderator").order_by("-pk").first()


def claim(case: Case, *, by: User, at: datetime) -> None:
    """Keep it for one moderator, for a while. Raise NotAllowed or Claimed."""
    refuse_others(by, TRIAGE)
    # On columns of this row alone: PostgreSQL asks a subquery no second time after a wait.
    this = Case.objects.filter(pk=case.pk)
    free = this.unclaimed(at) | this.filter(claimed_by=by)
    until = at + CLAIMED_FOR
    if not free.update(claimed_by=by, claimed_until=until):
        case.refresh_from_db(fields=["claimed_by"])
        raise Claimed(case.claimed_by)
    case.claimed_by, case.claimed_until = by, until


def release(case: Case, *, by: User) -> None:
    Case.objects.filter(pk=case.pk, claimed_by=by).update(claimed_by=None, claimed_until=None)


def claim_next(queue: CaseQuerySet, *, by: User, at: datetime) -> Case | None:
    """The first of the queue that is nobody's, and about nobody's own. Two never get the same."""
    refuse_others(by, TRIAGE)
    free = queue.open().unclaimed(at).exclude(author=by).heaviest_first()
    for pk in free.values_list("pk", flat=True)[:50]:
        is_free = Case.objects.filter(pk=pk).unclaimed(at)
        if is_free.update(claimed_by=by, claimed_until=at + CLAIMED_FOR):
            return Case.objects.with_targets().get(pk=pk)
    return None


def answer(case: Case, entry: ModerationEntry, author: User | None, effect: Effect) -> list[int]:
    """Close what the entry decides; who reported it is returned.

    Where it is about the author, whoever looks at another case of theirs is to look again.
    """
    decided = Case.objects.filter(pk=case.pk)
    if author and effect.on_author:
        decided |= Case.objects.filter(person=author)
    if author and effect.answers_all:
        decided |= Case.objects.about_author(author)
    held = list(decided.hold().values_list("pk", flat=True))
    answered = Report.objects.open().filter(case__in=held)
    reporters = _reporters(answered)
    answered.update(entry=entry)
    if author and effect.on_author:
        _count(Case.objects.about_author(author).exclude(pk__in=held), entry.created_at)
    closed = Case.objects.filter(pk__in=held)
    closed.update(state=Case.State.DECIDED, weight=0, claimed_by=None, claimed_until=None)
    _count(closed, entry.created_at)
    return reporters


def reopen(entry: ModerationEntry, author: User | None, at: datetime) -> list[int]:
    """What the entry answered is open again; who reported it is returned."""
    answered = Report.objects.filter(entry=entry)
    reporters = _reporters(answered)
    cases = set(answered.values_list("case", flat=True))
    touched = Q(pk__in=cases) | Q(pk=entry.case_id or 0)
    if author:
        touched |= Q(author=author)
    held = list(Case.objects.filter(touched).hold())
    answered.update(entry=None)
    for case in held:
        if case.pk in cases:
            case.state, case.weight = Case.State.OPEN, weight_now(case)
            case.save(update_fields=["state", "weight"])
    _count(Case.objects.filter(pk__in=[case.pk for case in held]), at)
    return reporters


def weight_now(case: Case) -> int:
    """The sum over those who report it, each at their heaviest."""
    open_reports = case.reports.open().order_by()
    by_reporter = open_reports.values("reporter", "visitor", "rule").annotate(most=Max("weight"))
    return sum(row["most"] for row in by_reporter)


def site_of(target: Target) -> str:
    if isinstance(target, Site):
        return target.host
    return target.link.host if isinstance(target, Bookmark) else ""


def _count(cases: CaseQuerySet, at: datetime) -> None:
    cases.update(version=F("version") + 1, updated_at=at)


def _reporters(reports: QuerySet[Report]) -> list[int]:
    signed_in = reports.filter(reporter__isnull=False)
    return sorted(set(signed_in.values_list("reporter_id", flat=True)))
