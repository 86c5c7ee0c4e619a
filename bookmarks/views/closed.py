"""What is left to those whose account moderators closed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

GetResponse = Callable[[HttpRequest], HttpResponse]

# To read why, to appeal, to take what is theirs along, and to leave.
LEFT = {
    "my-record",
    "appeal",
    "notices",
    "moderation-log",
    "settings-data",
    "settings-data-file",
    "settings-delete",
    "settings-deleted",
    "settings-undelete",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "favicon",
}


def to_the_banned(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        is_banned = request.user.is_authenticated and request.user.banned_at is not None
        if is_banned and not _is_left(request.path_info):
            return redirect("my-record")
        return get_response(request)

    return middleware


def _is_left(path: str) -> bool:
    try:
        return resolve(path).url_name in LEFT
    except Resolver404:
        return False
