"""What authors say against decisions: the queue of it, and where it is decided."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from bookmarks import moderation
from bookmarks.admin.cases import entry_case_url
from bookmarks.models import Appeal
from linkshare.kit.read_only_admin import AnyModelAdmin, ReadOnlyAdmin


class OpenFilter(admin.SimpleListFilter):
    """Open unless asked otherwise."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: AnyModelAdmin) -> list[tuple[str, Any]]:
        return [("decided", gettext_lazy("Decided"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(answer__isnull=not self.value())

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": gettext_lazy("Open")}
        yield from others


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason, which the author will read, and everybody in the public log"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@admin.register(Appeal)
class AppealAdmin(ReadOnlyAdmin):
    list_display = ("person", "about", "decided_by", "created_at", "text")
    list_filter = (OpenFilter,)
    list_select_related = ("person", "entry__moderator")
    search_fields = ("=person__handle",)
    search_help_text = gettext_lazy("The author's name in full.")
    ordering = ("created_at", "id")
    sortable_by = ()
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Appeal | None = None) -> bool:
        return bool(request.user.has_perm(moderation.MODERATE))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any) -> HttpResponse:
        rows = self.get_queryset(request).select_related("person", "entry__moderator", "answer")
        filed = get_object_or_404(rows, pk=object_id if object_id.isdecimal() else 0)
        form = AnswerForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                return self._answer(request, filed, form)
            except (moderation.NotAllowed, moderation.AlreadyDecided) as refusal:
                form.add_error(None, str(refusal))
        context = self.admin_site.each_context(request) | {
            "title": _("Appeal"),
            "filed": filed,
            "case_url": entry_case_url(filed.entry),
            "form": form,
        }
        status = 422 if form.errors else 200
        return render(request, "admin/moderation/appeal.html", context, status=status)

    def _answer(self, request: HttpRequest, filed: Appeal, form: AnswerForm) -> HttpResponse:
        assert isinstance(request.user, User)
        act = moderation.grant if request.POST.get("answer") == "grant" else moderation.reject
        reason = form.cleaned_data["reason"]
        entry = act(filed, by=request.user, reason=reason, at=timezone.now())
        messages.success(request, _("Done: %(entry)s. The author was told.") % {"entry": entry})
        return redirect("admin:bookmarks_appeal_changelist")

    @admin.display(description=gettext_lazy("about"))
    def about(self, filed: Appeal) -> str:
        return str(filed.entry)

    @admin.display(description=gettext_lazy("decided by"))
    def decided_by(self, filed: Appeal) -> str:
        return str(filed.entry.moderator or "")
