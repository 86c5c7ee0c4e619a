"""What waits for a look: approved or hidden, one by one or a page at once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from bookmarks import moderation
from bookmarks.admin.cases import case_url
from bookmarks.admin.searching import by_address, by_person
from bookmarks.admin.waiting_of import waiting_of_page
from bookmarks.models import Hold
from bookmarks.moderation import holds as verbs
from linkshare.kit.read_only_admin import ReadOnlyAdmin


class ReasonForm(ActionForm):
    reason = forms.CharField(label=_("Reason, if it is hidden:"), max_length=2000, required=False)


@admin.register(Hold)
class HoldAdmin(ReadOnlyAdmin):
    list_display = ("title", "address", "author", "cause", "rule", "age")
    list_display_links = None
    list_filter = ("cause",)
    list_select_related = ("bookmark__link", "owner")
    search_fields = ("=owner__handle", "=bookmark__link__host")
    search_help_text = _("The author's name or the site, in full.")
    ordering = ("id",)
    sortable_by = ()
    action_form = ReasonForm
    actions = ("approve", "refuse")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hold]:
        return verbs.to_look_at().select_related("bookmark__link", "owner")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term:
            return queryset, False
        found = by_address(queryset, search_term, "bookmark__link__")
        return by_person(queryset, search_term, "owner") if found is None else found, False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.person_view)
        return [path("of/<int:pk>/", view, name="bookmarks_hold_of"), *super().get_urls()]

    def person_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return waiting_of_page(self.admin_site, request, pk)

    def has_view_permission(self, request: HttpRequest, obj: Hold | None = None) -> bool:
        return moderation.may(request.user, moderation.TRIAGE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_act_permission(self, request: HttpRequest) -> bool:
        return moderation.may(request.user, moderation.MODERATE)

    @admin.action(description=_("Approve: show them"), permissions=["view"])
    def approve(self, request: HttpRequest, holds: QuerySet[Hold]) -> None:
        assert isinstance(request.user, User)
        chosen = list(holds[: self.list_per_page])
        n = verbs.approve(chosen, by=request.user, at=timezone.now())
        text = ngettext("%(n)s link is shown.", "%(n)s links are shown.", n)
        self.message_user(request, text % {"n": n}, messages.SUCCESS)

    @admin.action(description=_("Hide them, for the reason beside"), permissions=["act"])
    def refuse(self, request: HttpRequest, holds: QuerySet[Hold]) -> None:
        assert isinstance(request.user, User)
        reason = request.POST.get("reason", "").strip()[:2000]
        if not reason:
            self.message_user(
                request, str(_("Please say why: the author is told.")), messages.ERROR
            )
            return
        chosen = list(holds[: self.list_per_page])
        n = verbs.refuse(chosen, by=request.user, reason=reason, at=timezone.now())
        text = ngettext("%(n)s link is hidden.", "%(n)s links are hidden.", n)
        self.message_user(request, text % {"n": n}, messages.SUCCESS)

    @admin.display(description=_("what"))
    def title(self, hold: Hold) -> str:
        url = case_url("bookmark", hold.bookmark_id)
        return format_html('<a href="{}">{}</a>', url, hold.bookmark.shown_title)

    @admin.display(description=_("address"))
    def address(self, hold: Hold) -> str:
        return hold.bookmark.link.url

    @admin.display(description=_("author"))
    def author(self, hold: Hold) -> Any:
        """Leads to all that waits of them."""
        url = reverse("admin:bookmarks_hold_of", args=[hold.owner_id])
        return format_html('<a href="{}">@{}</a>', url, hold.owner.handle)

    @admin.display(description=_("waits since"))
    def age(self, hold: Hold) -> str:
        return timesince(hold.held_at, depth=1)
