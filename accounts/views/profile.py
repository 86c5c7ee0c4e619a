"""The settings of a person that are not allauth's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import handles
from accounts.forms import HandleForm, ProfileForm
from accounts.requests import SignedInRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=form.Meta.fields)
        messages.success(request, _("Saved."))
        return redirect("settings")
    return render(request, "settings/profile.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def handle(request: SignedInRequest) -> HttpResponse:
    form = HandleForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid() and _rename(request, form):
        messages.success(request, _("Your pages have a new address. The old one leads there."))
        return redirect("settings-handle")
    past = request.user.handle_changes.order_by("-changed_at", "-pk")
    return render(request, "settings/handle.html", {"form": form, "past": past})


def _rename(request: SignedInRequest, form: HandleForm) -> bool:
    try:
        handles.rename(request.user, form.cleaned_data["handle"], at=timezone.now())
    except ValidationError as error:
        form.add_error("handle", error)
        return False
    return True
