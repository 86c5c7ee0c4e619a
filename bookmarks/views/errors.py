"""Answers to requests that make no sense."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is wrong, where we know it, and the way to the same page without it."""
    is_ours = isinstance(exception, BadRequest)
    leads_somewhere = request.resolver_match and request.GET and request.method == "GET"
    context = {
        "reason": str(exception) if is_ours else "",
        "path": request.path if is_ours and leads_somewhere else "",
    }
    return render(None, "400.html", context, status=400)
