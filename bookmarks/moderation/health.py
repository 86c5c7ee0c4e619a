"""How moderation and fetching fare, in numbers. Each is a table, of which charts are drawn."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bookmarks.models import Bookmark, Case, Hold, Link, ModerationEntry, Report

WEEKS = 12
TOP = 15
Action = ModerationEntry.Action


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table: what stands on the left, and a column for each name."""

    title: str
    about: str
    labels: list[str]
    columns: dict[str, list[float]] = field(default_factory=dict)
    are_names: bool = False

    @property
    def rows(self) -> list[tuple[str, tuple[float, ...]]]:
        return list(zip(self.labels, zip(*self.columns.values(), strict=True), strict=True))


def health(at: datetime) -> list[Numbers]:
    return [
        _waiting(at),
        _acts(at),
        _upheld(at),
        _failures(at),
        _dead_letters(at),
        _top_sites(at),
    ]


def _waiting(at: datetime) -> Numbers:
    ages = [
        (_("an hour"), timedelta(), timedelta(hours=1)),
        (_("a day"), timedelta(hours=1), timedelta(days=1)),
        (_("three days"), timedelta(days=1), timedelta(days=3)),
        (_("a week"), timedelta(days=3), timedelta(days=7)),
        (_("longer"), timedelta(days=7), timedelta(days=36_500)),
    ]

    def counted(rows: Any, time: str) -> list[float]:
        within = {
            f"age_{n}": Count(
                "pk", filter=Q((f"{time}__lte", at - least), (f"{time}__gt", at - most))
            )
            for n, (_name, least, most) in enumerate(ages)
        }
        return [float(n) for n in rows.aggregate(**within).values()]

    return Numbers(
        _("What waits, by age"),
        _("Open cases, and links that wait for a look, for up to"),
        [name for name, _least, _most in ages],
        {
            _("cases"): counted(Case.objects.open(), "opened_at"),
            _("links"): counted(Hold.objects.to_decide(), "held_at"),
        },
    )


def _acts(at: datetime) -> Numbers:
    rows = ModerationEntry.objects.filter(created_at__gt=at - timedelta(weeks=WEEKS))
    by_week = rows.annotate(week=TruncWeek("created_at")).values_list("week", "action")
    counts = {(week.date(), act): n for week, act, n in by_week.annotate(n=Count("pk"))}
    weeks = _weeks(at)
    names = [(act, str(label)) for act, label in Action.choices]
    columns = {label: [float(counts.get((week, act), 0)) for week in weeks] for act, label in names}
    used = {label: values for label, values in columns.items() if any(values)}
    return Numbers(
        _("What moderators did"),
        _("Entries of the log, by week"),
        _named(weeks),
        used or {_("acts"): [0.0] * len(weeks)},
    )


def _upheld(at: datetime) -> Numbers:
    decided = Report.objects.filter(entry__created_at__gt=at - timedelta(weeks=WEEKS))
    by_week = decided.annotate(week=TruncWeek("entry__created_at")).values("week")
    counted = by_week.annotate(n=Count("pk"), good=Count("pk", filter=~Q(entry__action="dismiss")))
    shares = {row["week"].date(): round(100 * row["good"] / row["n"]) for row in counted}
    weeks = _weeks(at)
    return Numbers(
        _("Reports that were right"),
        _("Of those decided in a week, how many were acted on, in per cent"),
        _named(weeks),
        {_("acted on, %"): [float(shares.get(week, 0)) for week in weeks]},
    )


def _failures(at: datetime) -> Numbers:
    lately = Link.objects.given_up().filter(gave_up_at__gt=at - timedelta(days=7))
    causes = dict(lately.values_list("cause").annotate(n=Count("pk")))
    labels = {str(label): float(causes.get(cause, 0)) for cause, label in Link.Cause.choices}
    return _names(
        _("Pages that could not be read"),
        _("Given up in the last seven days, by cause"),
        Counter(labels).most_common(),
    )


def _dead_letters(at: datetime) -> Numbers:
    lately = Link.objects.given_up().filter(gave_up_at__gt=at - timedelta(weeks=WEEKS))
    rows = lately.annotate(week=TruncWeek("gave_up_at")).values_list("week")
    counts = {week.date(): n for week, n in rows.annotate(n=Count("pk"))}
    weeks = _weeks(at)
    return Numbers(
        _("Dead letters"),
        _("Links that were given up and still are, by the week in which they were"),
        _named(weeks),
        {_("links"): [float(counts.get(week, 0)) for week in weeks]},
    )


def _top_sites(at: datetime) -> Numbers:
    seen = Bookmark.objects.listed_to(AnonymousUser()).filter(saved_at__gt=at - timedelta(days=7))
    sites = seen.order_by().values_list("link__host").annotate(n=Count("pk"))
    return _names(
        _("Sites saved most"),
        _("Public bookmarks of the last seven days"),
        [(host, float(n)) for host, n in sites.order_by("-n", "link__host")[:TOP]],
    )


def _names(title: str, about: str, found: Iterable[tuple[str, float]]) -> Numbers:
    there = [(name, n) for name, n in found if n]
    labels = [name for name, _n in there]
    return Numbers(title, about, labels, {_("how many"): [n for _name, n in there]}, are_names=True)


def _weeks(at: datetime) -> list[Any]:
    monday = (at - timedelta(days=at.weekday())).date()
    return [monday - timedelta(weeks=n) for n in reversed(range(WEEKS))]


def _named(weeks: Sequence[Any]) -> list[str]:
    return [date_format(week, pgettext("a format: day and month", "j M")) for week in weeks]
