"""Imports of which something was for others' eyes: seen in numbers, hidden in one act, shown again.

What a file was called is its owner's to know, and so is what of it is private.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.models.user import Audience
from accounts.recent_log_in import ask_again_unless_recent
from bookmarks import moderation
from bookmarks.admin.decision_form import ReasonForm
from bookmarks.admin.searching import by_person
from bookmarks.models import Import, ImportedBookmark, ImportHiding
from bookmarks.moderation import import_hiding
from linkshare.kit.read_only_admin import ReadOnlyAdmin

MOST = 20
"""So many are hidden at once: each is counted on the page before."""
State = ImportHiding.State


class ImportsForm(ReasonForm):
    imports = forms.CharField(widget=forms.HiddenInput)

    def clean_imports(self) -> list[int]:
        try:
            chosen = [int(pk) for pk in self.cleaned_data["imports"].split(",")]
        except ValueError as error:
            raise forms.ValidationError(_("These are no imports.")) from error
        if len(chosen) > MOST:
            raise forms.ValidationError(_("That is more than %(n)s at once.") % {"n": MOST})
        return chosen


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    list_display = ("author", "requested_at", "state", "hiding")
    list_display_links = ("author", "requested_at")
    list_select_related = ("person",)
    search_fields = ("=person__handle",)
    search_help_text = gettext_lazy("A person's name, in full.")
    ordering = ("-id",)
    sortable_by = ()
    actions = ("hide",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Import]:
        """Those of one person are looked through; of all, what was not meant to be private."""
        if request.GET.get("q"):
            return _with_something_open()
        return _with_state().exclude(audience=Audience.PRIVATE)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return by_person(queryset, search_term, "person") if search_term else queryset, False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.many_view)
        return [path("hide/", view, name="bookmarks_import_hide"), *super().get_urls()]

    def has_view_permission(self, request: HttpRequest, obj: Import | None = None) -> bool:
        return moderation.may(request.user, moderation.MODERATE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.action(description=gettext_lazy("Hide all that they brought"), permissions=["view"])
    def hide(self, request: HttpRequest, imports: QuerySet[Import]) -> HttpResponse:
        return self._many(request, list(imports[:MOST]))

    def many_view(self, request: HttpRequest) -> HttpResponse:
        """What is carried out; what is chosen comes from the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:bookmarks_import_changelist")
        form = ImportsForm(request.POST)
        chosen = form.data.get("imports", "").split(",")[:MOST]
        pks = [pk for pk in chosen if pk.isdecimal()]
        rows = _with_something_open().filter(pk__in=pks).order_by("-pk")
        if not form.is_valid():
            return self._many(request, list(rows), form)
        ask_again_unless_recent(request)
        n = sum(self._begin(request, source, form.cleaned_data["said"]) for source in rows)
        text = ngettext("%(n)s import is hidden.", "%(n)s imports are hidden.", n)
        messages.success(request, text % {"n": n})
        return redirect("admin:bookmarks_import_changelist")

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any) -> HttpResponse:
        """The dry run, the progress, or how it stands: whatever there is to be seen."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pk = object_id if object_id.isdecimal() else 0
        source = get_object_or_404(_with_something_open(), pk=pk)
        latest = source.hidings.select_related("by", "entry").order_by("-pk").first()
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            ask_again_unless_recent(request)
            self._turn(request, source, latest, form.cleaned_data["said"])
            return redirect("admin:bookmarks_import_change", source.pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Import by @%(handle)s") % {"handle": source.person.handle},
            "source": source,
            "hiding": latest,
            "run": None if _stands(latest) else import_hiding.dry_run(source),
            "is_own": source.person_id == request.user.pk,
            "form": form,
        }
        status = 422 if form.errors else 200
        return render(request, "admin/imports/import.html", context, status=status)

    def _turn(
        self, request: HttpRequest, source: Import, latest: ImportHiding | None, said: str
    ) -> None:
        if latest is None or not _stands(latest):
            self._begin(request, source, said)
            return
        by = request.user
        assert isinstance(by, User)
        try:
            import_hiding.end(latest, by=by, reason=said, at=timezone.now())
        except (moderation.NotAllowed, moderation.AlreadyDecided) as refusal:
            messages.warning(request, str(refusal))

    def _begin(self, request: HttpRequest, source: Import, said: str) -> bool:
        by = request.user
        assert isinstance(by, User)
        try:
            return bool(import_hiding.begin(source, by=by, reason=said, at=timezone.now()))
        except moderation.NotAllowed as refusal:
            messages.warning(request, f"@{source.person.handle}: {refusal}")
            return False

    def _many(
        self, request: HttpRequest, chosen: list[Import], form: ImportsForm | None = None
    ) -> HttpResponse:
        runs = [(source, import_hiding.dry_run(source)) for source in chosen]
        initial = {"imports": ",".join(str(source.pk) for source in chosen)}
        context = self.admin_site.each_context(request) | {
            "title": _("Hide imports"),
            "runs": runs,
            "n": sum(run.hidden for _source, run in runs),
            "form": form or ImportsForm(initial=initial),
        }
        status = 422 if form else 200
        return render(request, "admin/imports/many.html", context, status=status)

    @admin.display(description=gettext_lazy("person"))
    def author(self, source: Import) -> str:
        return f"@{source.person.handle}"

    @admin.display(description=gettext_lazy("moderation"))
    def hiding(self, source: Import) -> str:
        state = source.hiding_state  # type: ignore[attr-defined]  # annotated
        return str(LABELS.get(state, ""))


LABELS = {
    State.BEGINNING: gettext_lazy("being hidden"),
    State.LIVE: gettext_lazy("hidden"),
    State.ENDING: gettext_lazy("being shown again"),
    State.ENDED: gettext_lazy("shown again"),
}


def _stands(hiding: ImportHiding | None) -> bool:
    return hiding is not None and hiding.state != State.ENDED


def _with_state() -> QuerySet[Import]:
    latest = ImportHiding.objects.filter(source=OuterRef("pk")).order_by("-pk")
    rows: QuerySet[Import] = Import.objects.filter(saved__gt=0).select_related("person")
    return rows.annotate(hiding_state=latest.values("state")[:1])


def _with_something_open() -> QuerySet[Import]:
    """The others are their owners' own affair."""
    brought = ImportedBookmark.objects.filter(source=OuterRef("pk"), is_new=True)
    is_open = brought.filter(bookmark__trashed_at=None).exclude(bookmark__audience=Audience.PRIVATE)
    return _with_state().filter(Exists(is_open))
