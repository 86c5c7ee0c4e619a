"""Watched words and addresses: each is tried on what is there before it goes live."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.recent_log_in import ask_again_unless_recent
from bookmarks import moderation
from bookmarks.models import Watched
from bookmarks.moderation.watching import begin, end, try_out
from bookmarks.screening.watching import NoPattern, matcher_of
from linkshare.kit.read_only_admin import ReadOnlyAdmin

# Django's own class takes no parameter at run time.
if TYPE_CHECKING:
    WatchedModelForm = forms.ModelForm[Watched]
else:
    WatchedModelForm = forms.ModelForm


class WatchedForm(WatchedModelForm):
    class Meta:
        model = Watched
        fields = ("kind", "pattern", "comment")
        widgets = {"kind": forms.RadioSelect(), "comment": forms.Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("pattern"):
            try:
                matcher_of(data["kind"], data["pattern"])
            except NoPattern as error:
                text = _("This is no pattern: %(why)s") % {"why": error}
                self.add_error("pattern", ValidationError(text, code="pattern"))
        return data


@admin.register(Watched)
class WatchedAdmin(ReadOnlyAdmin):
    list_display = ("pattern", "kind", "state", "by", "live_at", "comment")
    list_filter = ("state", "kind")
    list_select_related = ("by",)
    ordering = ("-id",)
    sortable_by = ()
    actions = None

    def has_view_permission(self, request: HttpRequest, obj: Watched | None = None) -> bool:
        return moderation.may(request.user, moderation.MODERATE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _rules(request)

    def add_view(self, request: HttpRequest, *_args: Any, **_options: Any) -> HttpResponse:
        if not _rules(request):
            raise PermissionDenied
        form = WatchedForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            watched = form.save(commit=False)
            assert isinstance(request.user, User)
            watched.by, watched.made_at = request.user, timezone.now()
            watched.save()
            return redirect("admin:bookmarks_watched_change", watched.pk)
        context = self.admin_site.each_context(request) | {"title": _("To watch"), "form": form}
        status = 422 if form.errors else 200
        return render(request, "admin/watched/new.html", context, status=status)

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any) -> HttpResponse:
        """What it finds in the newest that everybody sees; from there it goes live or is ended."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Watched.objects.select_related("by")
        watched = get_object_or_404(rows, pk=object_id if object_id.isdecimal() else 0)
        if request.method == "POST":
            assert isinstance(request.user, User)
            ask_again_unless_recent(request)
            turn = begin if request.POST.get("act") == "begin" else end
            turn(watched, by=request.user, at=timezone.now())
            return redirect("admin:bookmarks_watched_change", watched.pk)
        context = self.admin_site.each_context(request) | {
            "title": str(watched),
            "watched": watched,
            "trial": try_out(watched),
            "may_rule": _rules(request),
        }
        return render(request, "admin/watched/watched.html", context)


def _rules(request: HttpRequest) -> bool:
    return moderation.may(request.user, moderation.ADMINISTER)
