"""What the queue is narrowed by."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookmarks.admin.searching import named
from bookmarks.models import Case, Report
from bookmarks.models.case import CaseQuerySet
from linkshare.kit.read_only_admin import AnyModelAdmin

AGES = {"day": 1, "week": 7, "month": 30}


class StateFilter(admin.SimpleListFilter):
    """Open unless asked otherwise."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: AnyModelAdmin) -> list[tuple[str, Any]]:
        return [
            ("unclaimed", _("Unclaimed")),
            ("mine", _("Mine")),
            ("decided", _("Decided")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        assert isinstance(queryset, CaseQuerySet)
        now = timezone.now()
        if self.value() == "decided":
            return queryset.filter(state=Case.State.DECIDED).order_by("-updated_at", "-pk")
        waiting = queryset.open().heaviest_first()
        if self.value() == "mine":
            return waiting.filter(claimed_by=request.user.pk, claimed_until__gt=now)
        return waiting.unclaimed(now) if self.value() == "unclaimed" else waiting

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Open")}
        yield from others


class ReasonFilter(admin.SimpleListFilter):
    title = _("reason")
    parameter_name = "reason"

    def lookups(self, request: HttpRequest, model_admin: AnyModelAdmin) -> list[tuple[str, Any]]:
        return list(Report.Reason.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        said = Report.objects.filter(case=OuterRef("pk"), reason=self.value())
        return queryset.filter(Exists(said))


class AuthorAgeFilter(admin.SimpleListFilter):
    title = _("age of the author's account")
    parameter_name = "author"

    def lookups(self, request: HttpRequest, model_admin: AnyModelAdmin) -> list[tuple[str, Any]]:
        return [
            ("day", _("Under a day")),
            ("week", _("Under a week")),
            ("month", _("Under a month")),
            ("older", _("Older")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.value()
        if not asked:
            return queryset
        since = timezone.now() - timedelta(days=AGES.get(asked, AGES["month"]))
        if asked == "older":
            return queryset.filter(author__date_joined__lte=since)
        return queryset.filter(author__date_joined__gt=since)


def found_by(queryset: QuerySet[Case], words: str) -> QuerySet[Case]:
    """`by:handle` of a reporter, `site:host`; else an author's name or a site, in full."""
    for word in words.split():
        name, _colon, value = word.partition(":")
        if name == "by" and value:
            theirs = Report.objects.filter(case=OuterRef("pk"), reporter__in=list(named(value)))
            queryset = queryset.filter(Exists(theirs))
        elif name == "site" and value:
            queryset = queryset.filter(host=value)
        else:
            queryset = queryset.filter(Q(author__in=list(named(word))) | Q(host=word))
    return queryset
