"""What stands before the admin: from where it is reached, and with how many factors."""

from collections.abc import Callable
from ipaddress import ip_address

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]


def staff_door(get_response: GetResponse) -> GetResponse:
    """Others than those allowed are told of no admin; staff with one factor add a second first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(f"/{settings.ADMIN_PATH}/"):
            return get_response(request)
        if settings.ADMIN_ALLOWED and not _is_allowed(request):
            raise Http404
        if settings.STAFF_MFA and request.user.is_staff and not is_mfa_enabled(request.user):
            messages.warning(request, _("The admin asks for a second factor: add one here first."))
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def _is_allowed(request: HttpRequest) -> bool:
    """By the address that comes next to us, or to the proxies that are ours (BEHIND_PROXY)."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except ValueError:
        return False
    return any(address in network for network in settings.ADMIN_ALLOWED)
