"""The mail that proves an address, once more."""

from allauth.account.internal.flows.email_verification import send_verification_email_for_user
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from linkshare.kit.redirects import back


@login_required
@require_POST
def send_again(request: SignedInRequest) -> HttpResponse:
    # allauth says itself that it sent the mail; it holds one back that comes too soon.
    if request.user.verified_at is None and not _send(request):
        messages.info(
            request, _("A mail went out a moment ago. Give it three minutes, then ask again.")
        )
    return back(request, "settings")


def _send(request: SignedInRequest) -> bool:
    return bool(send_verification_email_for_user(request, request.user))
