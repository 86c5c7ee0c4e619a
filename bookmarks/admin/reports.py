"""The queue: what people reported, one row a thing, the heaviest and oldest first."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from bookmarks.admin.case_page import case_page
from bookmarks.admin.cases import case_url
from bookmarks.models import Report
from bookmarks.models.moderation import ReportQuerySet
from bookmarks.moderation import PERMISSION, readable_bookmarks, readable_collections
from linkshare.kit.read_only_admin import AnyModelAdmin, ReadOnlyAdmin


class StateFilter(admin.SimpleListFilter):
    """Open unless asked otherwise. Also makes one row of all reports on one thing."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: AnyModelAdmin) -> list[tuple[str, Any]]:
        return [("decided", _("Decided"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        assert isinstance(queryset, ReportQuerySet)
        return queryset.decided().cases() if self.value() else queryset.open().cases()

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Open")}
        yield from others


class Queue(ChangeList):
    def url_for_result(self, result: Model) -> str:
        assert isinstance(result, Report)
        return _case_of(result)


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("thing", "kind", "weight", "reasons", "author", "age")
    list_filter = ("reason", StateFilter)
    search_fields = (
        "=bookmark__owner__handle",
        "=collection__owner__handle",
        "=bookmark__link__host",
    )
    search_help_text = _("The author's name or the site, in full.")
    sortable_by = ()
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        of_a_thing = Report.objects.order_by("pk")
        reports = Report.objects.annotate(is_readable=_readable())
        return reports.select_related(
            "bookmark__link", "bookmark__owner", "collection__owner"
        ).prefetch_related(
            Prefetch("bookmark__reports", of_a_thing, to_attr="all_reports"),
            Prefetch("collection__reports", of_a_thing, to_attr="all_reports"),
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Queue

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.case_view)
        return [
            path("case/<str:kind>/<int:pk>/", page, name="bookmarks_case"),
            *super().get_urls(),
        ]

    def case_view(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        return case_page(self.admin_site, request, kind, pk)

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any) -> HttpResponse:
        return redirect(_case_of(get_object_or_404(Report, pk=object_id)))

    def has_view_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return bool(request.user.has_perm(PERMISSION))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.display(description=_("what"))
    def thing(self, report: Report) -> str:
        if not report.is_readable:  # type: ignore[attr-defined]
            return str(_("(not public)"))
        return report.bookmark.shown_title if report.bookmark else str(report.collection)

    @admin.display(description=_("kind"))
    def kind(self, report: Report) -> str:
        return str(report.target._meta.verbose_name)

    @admin.display(description=_("people"))
    def weight(self, report: Report) -> int:
        return int(report.weight)  # type: ignore[attr-defined]

    @admin.display(description=_("reasons"))
    def reasons(self, report: Report) -> str:
        is_open = report.entry_id is None
        reports = report.target.all_reports  # type: ignore[union-attr]
        same = [r.get_reason_display() for r in reports if (r.entry_id is None) is is_open]
        return ", ".join(dict.fromkeys(same))

    @admin.display(description=_("author"))
    def author(self, report: Report) -> str:
        return f"@{report.target.owner.handle}"

    @admin.display(description=_("waits since"))
    def age(self, report: Report) -> str:
        return timesince(report.created_at, depth=1)


def _readable() -> Q:
    """Whether the title of what was reported is moderators' to read."""
    bookmark = readable_bookmarks().filter(pk=OuterRef("bookmark_id"))
    collection = readable_collections().filter(pk=OuterRef("collection_id"))
    return Q(Exists(bookmark)) | Q(Exists(collection))


def _case_of(report: Report) -> str:
    if report.bookmark_id:
        return case_url("bookmark", report.bookmark_id)
    assert report.collection_id is not None
    return case_url("collection", report.collection_id)
