"""Where staff begin: for who decides cases that is the queue."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bookmarks.moderation import TRIAGE, may

_index = admin.site.index


def index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """The whole of the admin with ?all=1, and for who has no cases to decide."""
    if may(request.user, TRIAGE) and "all" not in request.GET:
        return redirect("admin:bookmarks_case_changelist")
    return _index(request, extra_context)


admin.site.index = index  # type: ignore[method-assign,assignment]  # ours in front of its own
