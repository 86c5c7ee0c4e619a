"""What was typed before the log-in, to be sent now."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.typed import kept_by


@login_required
@require_safe
def typed(request: HttpRequest) -> HttpResponse:
    kept = kept_by(request)
    if kept is None:
        return redirect("home")
    return render(request, "account/typed.html", {"typed": kept})
