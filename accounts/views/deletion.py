"""Delete my account, and come back while there is time."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import deletion
from accounts.forms import DeletionForm
from accounts.requests import SignedInRequest


@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator, unused-ignore]
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: SignedInRequest) -> HttpResponse:
    """First what goes and what stays; the password is asked for when the form is sent."""
    form = DeletionForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        deletion.ask(request.user, at=timezone.now())
        logout(request)
        return redirect("settings-deleted")
    context = {"form": form, "days": settings.ACCOUNT_DELETION_GRACE_DAYS}
    return render(request, "settings/delete.html", context)


@require_http_methods(["GET", "HEAD"])
def deleted(request: HttpRequest) -> HttpResponse:
    context = {"days": settings.ACCOUNT_DELETION_GRACE_DAYS}
    return render(request, "settings/deleted.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def undelete(request: HttpRequest) -> HttpResponse:
    """Where a log-in within the days of grace leads."""
    person = deletion.offered_to(request)
    if person is None:
        return redirect("account_login")
    if request.method != "POST":
        return render(request, "settings/undelete.html", {"person": person})
    deletion.withdraw_offer(request)
    if not deletion.take_back(person, at=timezone.now()):
        return redirect("account_inactive")
    get_adapter().login(request, person)
    messages.success(request, _("Welcome back. Everything is as it was."))
    return redirect("home")
