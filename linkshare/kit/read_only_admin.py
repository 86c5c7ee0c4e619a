"""The admin as a place to look: nothing is added, changed or deleted round the domain's verbs."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
    AnyPaginator = Paginator[Any]
else:
    AnyModelAdmin = admin.ModelAdmin
    AnyPaginator = Paginator

COUNTED = 10_000


def no_short_cut(request: HttpRequest, **_thing: str) -> HttpResponse:
    """For the admin's way from a row's number to its page: it tells any of the staff the address
    of a collection that is none of theirs to know."""
    raise Http404


class CappedPaginator(AnyPaginator):
    """Counts no further than a person will leaf: COUNT(*) of a million rows is slow."""

    @cached_property
    def count(self) -> int:
        if isinstance(self.object_list, QuerySet):
            # By the key alone: what a list shows beside its rows is not worked out to count them.
            return self.object_list.order_by().values("pk")[:COUNTED].count()
        return len(self.object_list)


class ReadOnlyAdmin(AnyModelAdmin):
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    view_on_site = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
