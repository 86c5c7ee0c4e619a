"""Answers to requests that make no sense, and to those that come too often."""

from datetime import timedelta

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

# The longest that one of the limits on tries is counted over (allauth's, by person or address).
WAIT = timedelta(minutes=5)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is wrong, where we know it, and the way to the same page without it."""
    is_ours = isinstance(exception, BadRequest)
    leads_somewhere = request.resolver_match and request.GET and request.method == "GET"
    context = {
        "reason": str(exception) if is_ours else "",
        "path": request.path if is_ours and leads_somewhere else "",
    }
    return render(None, "400.html", context, status=400)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Say when to come back, to people as a time of day and to programs in seconds."""
    response = render(request, "429.html", {"again_at": timezone.now() + WAIT}, status=429)
    response.headers["Retry-After"] = str(int(WAIT.total_seconds()))
    return response
