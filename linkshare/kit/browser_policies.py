"""What a browser is told beyond the content policy: which of its powers a page may use, and which
other sites may take a page's answer into their own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

# Passkeys and copying are what pages use; nothing else is theirs to ask for.
_OURS = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
_NOBODYS = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
    *("microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb"),
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join(
    (*(f"{power}=(self)" for power in _OURS), *(f"{power}=()" for power in _NOBODYS))
)
# jQuery, with which Django's admin works, writes HTML as text.
_UNTYPED = {"require-trusted-types-for": None, "trusted-types": None}


def say_policies(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", _who_may_take(response))
        match = request.resolver_match
        if match and match.app_name == "admin":
            response._csp_replace = _UNTYPED  # type: ignore[attr-defined]  # noqa: SLF001
        return response

    return middleware


def _who_may_take(response: HttpResponse) -> str:
    """Pictures stand in others' previews and feed readers; frames are made to be taken."""
    is_frame = getattr(response, "xframe_options_exempt", False)
    is_picture = response.headers.get("Content-Type", "").startswith("image/")
    return "cross-origin" if is_frame or is_picture else "same-origin"
