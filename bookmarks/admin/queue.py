"""The queue: what is to be decided, one row a thing, the heaviest and oldest first."""

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
from bookmarks.admin.cases import url_of
from bookmarks.models import Case, Report
from bookmarks.models.case import CaseQuerySet
from bookmarks.moderation import TRIAGE, may, readable_bookmarks, readable_collections
from linkshare.kit.read_only_admin import AnyModelAdmin, ReadOnlyAdmin


class StateFilter(admin.SimpleListFilter):
    """Open unless asked otherwise."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: AnyModelAdmin) -> list[tuple[str, Any]]:
        return [("decided", _("Decided"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        assert isinstance(queryset, CaseQuerySet)
        if self.value():
            return queryset.filter(state=Case.State.DECIDED).order_by("-updated_at", "-pk")
        return queryset.open().heaviest_first()

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


class Queue(ChangeList):
    def url_for_result(self, result: Model) -> str:
        assert isinstance(result, Case)
        return url_of(result)


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    list_display = ("thing", "kind", "weight", "reasons", "author_name", "age")
    list_filter = (StateFilter, ReasonFilter, "kind")
    search_fields = ("=author__handle", "=host")
    search_help_text = _("The author's name or the site, in full.")
    sortable_by = ()
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        cases = Case.objects.annotate(is_readable=_readable()).with_targets()
        return cases.prefetch_related(Prefetch("reports", Report.objects.order_by("pk")))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Queue

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.case_view)
        return [
            path("of/<str:kind>/<str:key>/", page, name="bookmarks_case"),
            *super().get_urls(),
        ]

    def case_view(self, request: HttpRequest, kind: str, key: str) -> HttpResponse:
        return case_page(self.admin_site, request, kind, key)

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any) -> HttpResponse:
        return redirect(url_of(get_object_or_404(Case, pk=object_id)))

    def has_view_permission(self, request: HttpRequest, obj: Case | None = None) -> bool:
        return may(request.user, TRIAGE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.display(description=_("what"))
    def thing(self, case: Case) -> str:
        if not case.is_readable:  # type: ignore[attr-defined]
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


def _readable() -> Q:
    """Whether the name of what was reported is moderators' to read."""
    bookmark = readable_bookmarks().filter(pk=OuterRef("bookmark_id"))
    collection = readable_collections().filter(pk=OuterRef("collection_id"))
    tag = readable_bookmarks().filter(taggings__tag=OuterRef("tag_id"))
    always = Q(kind__in=["person", "site"])
    return always | Q(Exists(bookmark)) | Q(Exists(collection)) | Q(kind="tag") & Q(Exists(tag))
