"""The queue: what is to be decided, one row a thing, the heaviest and oldest first."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks import moderation
from bookmarks.admin.bulk_decision import bulk_page
from bookmarks.admin.case_page import case_page
from bookmarks.admin.cases import url_of
from bookmarks.admin.queue_filters import AuthorAgeFilter, ReasonFilter, StateFilter, found_by
from bookmarks.models import Appeal, Case, Report
from bookmarks.moderation import TRIAGE, may, readable_bookmarks, readable_collections
from linkshare.kit.read_only_admin import ReadOnlyAdmin

COUNTED = 1000
"""Beyond it a count says 1,000+."""
AGES = (
    (_("under an hour"), timedelta(0), timedelta(hours=1)),
    (_("under a day"), timedelta(hours=1), timedelta(days=1)),
    (_("under a week"), timedelta(days=1), timedelta(days=7)),
    (_("older"), timedelta(days=7), timedelta(days=36500)),
)


class Queue(ChangeList):
    def url_for_result(self, result: Model) -> str:
        assert isinstance(result, Case)
        return url_of(result)


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    change_list_template = "admin/moderation/queue.html"
    list_display = ("thing", "kind", "weight", "reasons", "author_name", "age", "claim")
    list_filter = (StateFilter, ReasonFilter, "kind", AuthorAgeFilter)
    search_fields = ("=author__handle", "=host")
    search_help_text = _("An author or a site in full; by: and a reporter; site: and a site.")
    sortable_by = ()
    actions = ("decide",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        cases = Case.objects.annotate(is_readable=_readable()).with_targets()
        reports = Report.objects.order_by("pk").defer("snapshot", "note")
        return cases.select_related("claimed_by").prefetch_related(Prefetch("reports", reports))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Case], search_term: str
    ) -> tuple[QuerySet[Case], bool]:
        return found_by(queryset, search_term), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Queue

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "of/<str:kind>/<str:key>/",
                self.admin_site.admin_view(self.case_view),
                name="bookmarks_case",
            ),
            path("next/", self.admin_site.admin_view(self.next_view), name="bookmarks_case_next"),
            path("decide/", self.admin_site.admin_view(self.bulk_view), name="bookmarks_case_bulk"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": _("Cases"), **_counts(request), **(extra_context or {})}
        )

    def case_view(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        return case_page(self.admin_site, request, kind, key)

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        return bulk_page(self.admin_site, request)

    def next_view(self, request: HttpRequest) -> HttpResponse:
        """Claim the first case that is free, and open it."""
        if request.method == "POST" and isinstance(request.user, User):
            found = moderation.claim_next(Case.objects.all(), by=request.user, at=timezone.now())
            if found:
                return redirect(url_of(found))
            messages.info(request, _("Nothing is left that nobody else is at."))
        return redirect("admin:bookmarks_case_changelist")

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any) -> HttpResponse:
        return redirect(url_of(get_object_or_404(Case, pk=object_id)))

    def has_view_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        return may(request.user, TRIAGE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.action(description=_("Decide about all that are chosen"), permissions=["view"])
    def decide(self, request: HttpRequest, cases: QuerySet[Case]) -> HttpResponse:
        return bulk_page(self.admin_site, request, list(cases[: self.list_per_page]))

    @admin.display(description=_("what"))
    def thing(self, case: Case) -> str:
        if not case.is_readable:  # type: ignore[attr-defined]  # annotated
            return str(_("(not public)"))
        return case.bookmark.shown_title if case.bookmark else str(case.target)

    @admin.display(description=_("reasons"))
    def reasons(self, case: Case) -> str:
        reports = case.reports.all()
        same = [r.get_reason_display() for r in reports if (r.entry_id is None) is case.is_open]
        return ", ".join(dict.fromkeys(same))

    @admin.display(description=_("author"))
    def author_name(self, case: Case) -> str:
        return f"@{case.author.handle}" if case.author else "–"

    @admin.display(description=_("waits since"))
    def age(self, case: Case) -> str:
        return timesince(case.opened_at, depth=1)

    @admin.display(description=_("claimed by"))
    def claim(self, case: Case) -> str:
        return f"@{case.claimed_by}" if case.claimant(timezone.now()) else ""


def _counts(request: HttpRequest) -> dict[str, Any]:
    """What waits, by age; each counted up to a bound along the index of the queue."""
    now, waiting = timezone.now(), Case.objects.open()
    mine = waiting.filter(claimed_by=request.user.pk, claimed_until__gt=now)
    return {
        "ages": [
            (label, _capped(waiting.filter(opened_at__lte=now - newer, opened_at__gt=now - older)))
            for label, newer, older in AGES
        ],
        "mine": _capped(mine),
        "unclaimed": _capped(waiting.unclaimed(now)),
        "appeals": _capped(Appeal.objects.filter(answer=None)),
        "counted": COUNTED,
    }


def _capped(rows: QuerySet[Any]) -> str:
    n = rows.order_by()[: COUNTED + 1].count()
    return f"{COUNTED:,}+" if n > COUNTED else str(n)


def _readable() -> Q:
    """Whether the name of what was reported is moderators' to read."""
    bookmark = readable_bookmarks().filter(pk=OuterRef("bookmark_id"))
    collection = readable_collections().filter(pk=OuterRef("collection_id"))
    tag = readable_bookmarks().filter(taggings__tag=OuterRef("tag_id"))
    always = Q(kind__in=["person", "site"])
    return always | Q(Exists(bookmark)) | Q(Exists(collection)) | Q(kind="tag") & Q(Exists(tag))
