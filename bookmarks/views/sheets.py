"""A page, or what is on it as a sheet over the page that asks for it (static/js/sheet.js)."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from linkshare.kit.redirects import came_from

_BODY = "sheet-body"


def is_for_sheet(request: HttpRequest) -> bool:
    return request.headers.get("HX-Target") == _BODY


def page_or_sheet(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """`name.html`, or `name_sheet.html`: one address, which the browser keeps apart."""
    part = "_sheet" if is_for_sheet(request) else ""
    response = render(request, f"{name}{part}.html", context, status=status)
    patch_vary_headers(response, ["HX-Target"])
    return response


def said(request: HttpRequest) -> HttpResponse:
    """The messages, for a page that stays; what is undone there leads back to it."""
    return render(request, "components/said.html", {"next": came_from(request, "home")})


def said_beside(request: HttpRequest) -> str:
    """The same, to be sent along with what takes its own place."""
    context = {"next": came_from(request, "home")}
    return render_to_string("components/said_beside.html", context, request)


def sheet_done(request: HttpRequest, url: str = "") -> HttpResponse:
    """Take the sheet away and say on the page below what happened."""
    response = said(request)
    response["HX-Retarget"] = "#said"
    response["HX-Trigger-After-Swap"] = json.dumps({"sheet-done": {"url": url}})
    return response
