"""How moderation and fetching fare: each number as a picture and as a table."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from bookmarks import moderation
from bookmarks.models import Health
from bookmarks.moderation.health import Numbers, health
from linkshare.kit import charts
from linkshare.kit.read_only_admin import ReadOnlyAdmin


@dataclass(frozen=True, slots=True)
class Shown:
    """`light` and `dark` are addresses of the picture; empty where there is nothing to draw."""

    numbers: Numbers
    light: str
    dark: str


@admin.register(Health)
class HealthAdmin(ReadOnlyAdmin):
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": _("Health"),
            "shown": [_shown(numbers) for numbers in health(timezone.now())],
        }
        return render(request, "admin/health/health.html", context)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return moderation.may(request.user, moderation.TRIAGE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


def _shown(numbers: Numbers) -> Shown:
    if not any(map(any, numbers.columns.values())):
        return Shown(numbers, "", "")
    draw = charts.bars if numbers.are_names else charts.columns
    light, dark = (draw(numbers.labels, numbers.columns, sheet) for sheet in ("light", "dark"))
    return Shown(numbers, light, dark)
