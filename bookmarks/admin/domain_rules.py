"""Rules about sites: each is seen in numbers first, then goes live, and can be taken back."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.recent_log_in import ask_again_unless_recent
from bookmarks import moderation
from bookmarks.address_messages import explain
from bookmarks.addresses import AddressError
from bookmarks.addresses.sites import Area, area_of
from bookmarks.models import DomainRule
from bookmarks.moderation import sites
from linkshare.kit.read_only_admin import ReadOnlyAdmin

# Django's own class takes no parameter at run time.
if TYPE_CHECKING:
    RuleModelForm = forms.ModelForm[DomainRule]
else:
    RuleModelForm = forms.ModelForm

State = DomainRule.State


class CommentsForm(RuleModelForm):
    class Meta:
        model = DomainRule
        fields: tuple[str, ...] = ("public_comment", "private_comment")
        widgets: dict[str, forms.Widget] = {
            "public_comment": forms.Textarea(attrs={"rows": 2}),
            "private_comment": forms.Textarea(attrs={"rows": 2}),
        }


class RuleForm(CommentsForm):
    area = forms.CharField(
        label=gettext_lazy("Domain, or domain and path"),
        max_length=2048,
        help_text=gettext_lazy(
            "As: spam.example, or blogs.example/ann. All that lies below it is meant."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )

    action = forms.ChoiceField(
        label=gettext_lazy("What is done"),
        choices=DomainRule.Action.choices,
        initial=DomainRule.Action.BLOCK,
        widget=forms.RadioSelect,
    )

    class Meta(CommentsForm.Meta):
        fields = ("action", *CommentsForm.Meta.fields)

    field_order = ("area", "action", "public_comment", "private_comment")

    def clean_area(self) -> Area:
        try:
            area = area_of(self.cleaned_data["area"])
        except AddressError as error:
            raise ValidationError(explain(error), code=error.code) from error
        there = DomainRule.objects.filter(domain=area.domain, path=area.path)
        if there.exclude(state=State.ENDED).exists():
            raise ValidationError(_("There is a rule about this already."), code="unique")
        return area


@admin.register(DomainRule)
class DomainRuleAdmin(ReadOnlyAdmin):
    list_display = ("area", "action", "state", "changed", "by", "live_at", "public_comment")
    list_filter = ("state", "action")
    list_select_related = ("by",)
    search_fields = ("^domain",)
    search_help_text = gettext_lazy("How the domain begins.")
    ordering = ("-id",)
    sortable_by = ()
    actions = None

    @admin.display(description=gettext_lazy("site"))
    def area(self, rule: DomainRule) -> str:
        return str(rule.area)

    def has_view_permission(self, request: HttpRequest, obj: DomainRule | None = None) -> bool:
        return moderation.may(request.user, moderation.MODERATE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _rules(request)

    def add_view(self, request: HttpRequest, *_args: Any, **_options: Any) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RuleForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            return self._draft(request, form)
        context = self.admin_site.each_context(request) | {"title": _("A rule"), "form": form}
        status = 422 if form.errors else 200
        return render(request, "admin/domain_rules/new.html", context, status=status)

    def _draft(self, request: HttpRequest, form: RuleForm) -> HttpResponse:
        assert isinstance(request.user, User)
        rule = form.save(commit=False)
        rule.domain, rule.path = form.cleaned_data["area"]
        rule.by, rule.requested_at = request.user, timezone.now()
        rule.save()
        return redirect("admin:bookmarks_domainrule_change", rule.pk)

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any) -> HttpResponse:
        """The dry run, the progress, or the rule as it stands: whatever there is to be seen."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = DomainRule.objects.select_related("by")
        rule = get_object_or_404(rows, pk=object_id if object_id.isdecimal() else 0)
        if request.method == "POST":
            return self._act(request, rule)
        is_ready = rule.state == State.READY
        context = self.admin_site.each_context(request) | {
            "title": str(rule.area),
            "rule": rule,
            "run": sites.dry_run(rule.area) if is_ready else None,
            "may_rule": _rules(request),
            "form": CommentsForm(instance=rule),
        }
        return render(request, "admin/domain_rules/rule.html", context)

    def _act(self, request: HttpRequest, rule: DomainRule) -> HttpResponse:
        by, at = request.user, timezone.now()
        if not (isinstance(by, User) and _rules(request)):
            raise PermissionDenied
        if request.POST.get("act") in {"begin", "end"}:
            ask_again_unless_recent(request)
        match request.POST.get("act"):
            case "begin":
                sites.begin(rule, by=by, at=at)
            case "end":
                sites.end(rule, by=by, at=at)
            case "discard":
                sites.discard(rule, by=by)
                messages.success(request, _("Discarded: the rule never was live."))
                return redirect("admin:bookmarks_domainrule_changelist")
            case _act:
                self._comment(request, rule)
        return redirect("admin:bookmarks_domainrule_change", rule.pk)

    def _comment(self, request: HttpRequest, rule: DomainRule) -> None:
        form = CommentsForm(request.POST, instance=rule)
        if form.is_valid():
            rule.save(update_fields=list(form.cleaned_data))
            messages.success(request, _("Changed."))


def _rules(request: HttpRequest) -> bool:
    return moderation.may(request.user, moderation.ADMINISTER)
