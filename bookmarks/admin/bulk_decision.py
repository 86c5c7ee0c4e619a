"""One decision about a page of cases, after a look at what that means in numbers."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.recent_log_in import ask_again_unless_recent
from bookmarks import moderation
from bookmarks.admin.decision_form import ReasonForm
from bookmarks.models import Case, ModerationEntry
from bookmarks.moderation.effects import EFFECTS

MOST = 50
# In the words of the buttons of one case.
ALIKE = {
    "dismiss": _("Dismiss: it may stay"),
    "warn": _("Warn"),
    "sensitive": _("Cover it"),
    "hide": _("Hide it"),
    "limit": _("Limit the author"),
    "suspend": _("Suspend the author"),
    "ban": _("Ban the author"),
}


class BulkForm(ReasonForm):
    """`cases`: as "id:version", so that nothing is decided that changed meanwhile."""

    action = forms.ChoiceField(label=_("What is done to each"), widget=forms.RadioSelect)
    cases = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [  # type: ignore[attr-defined]  # a choice field
            (name, label)
            for name, label in ALIKE.items()
            if moderation.may(by, EFFECTS[name].permission)
        ]

    def clean_cases(self) -> dict[int, int]:
        try:
            pairs = [part.split(":") for part in self.cleaned_data["cases"].split(",")]
            seen = {int(pk): int(version) for pk, version in pairs}
        except ValueError as error:
            raise forms.ValidationError(_("These are no cases.")) from error
        if len(seen) > MOST:
            raise forms.ValidationError(_("That is more than one page."))
        return seen

    def must_say(self, cleaned: dict[str, Any]) -> bool:
        return cleaned.get("action") in ModerationEntry.STRIKES


def bulk_page(
    site: AdminSite, request: HttpRequest, chosen: Sequence[Case] | None = None
) -> HttpResponse:
    by = request.user
    if not (isinstance(by, User) and moderation.may(by, moderation.TRIAGE)):
        raise PermissionDenied
    if chosen is None and request.method != "POST":
        return redirect("admin:bookmarks_case_changelist")
    if chosen is not None:
        seen = ",".join(f"{case.pk}:{case.version}" for case in chosen)
        form = BulkForm(by=by, initial={"cases": seen, "action": "dismiss"})
    else:
        form = BulkForm(request.POST, by=by)
        if form.is_valid():
            ask_again_unless_recent(request)
            return _carry_out(request, form, by)
        chosen = _named(form)
    context = site.each_context(request) | _numbers(chosen) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "admin/moderation/bulk.html", context, status=status)


def _named(form: BulkForm) -> list[Case]:
    seen = form.cleaned_data.get("cases", {})
    return list(Case.objects.filter(pk__in=seen))


def _numbers(chosen: Sequence[Case]) -> dict[str, Any]:
    kinds = Counter(str(case.get_kind_display()) for case in chosen)
    hosts = Counter(case.host for case in chosen if case.host)
    return {
        "title": _("Decide about many"),
        "n": len(chosen),
        "kinds": kinds.most_common(),
        "hosts": hosts.most_common(5),
        "authors": len({case.author_id for case in chosen if case.author_id}),
    }


def _carry_out(request: HttpRequest, form: BulkForm, by: User) -> HttpResponse:
    sent = form.cleaned_data
    order = moderation.Order(sent["action"], by=by, reason=sent["said"], at=timezone.now())
    done = missed = 0
    for case in Case.objects.with_targets().filter(pk__in=sent["cases"]).order_by("pk"):
        try:
            moderation.act(case.target, order, seen=sent["cases"][case.pk])
            done += 1
        except (moderation.AlreadyDecided, moderation.Claimed, moderation.NotAllowed):
            missed += 1
    text = ngettext("%(n)s case is decided.", "%(n)s cases are decided.", done)
    messages.success(request, text % {"n": done})
    if missed:
        text = ngettext(
            "%(n)s was left: somebody else was at it, or it is not done to such a thing.",
            "%(n)s were left: somebody else was at them, or it is not done to such things.",
            missed,
        )
        messages.warning(request, text % {"n": missed})
    return redirect("admin:bookmarks_case_changelist")
