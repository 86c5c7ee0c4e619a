"""People, found by name or mail. Who reads a mail address is in the log."""

from ipaddress import ip_address
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin import UserAdmin
from accounts.models import User
from accounts.recent_log_in import ask_again_unless_recent
from bookmarks.moderation.reads import note_reading, note_searching, note_tracing

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    search_help_text = _(
        "How the name begins; for administrators also a mail address, @domain, or the network "
        "address of somebody who is logged in."
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        if _is_network_address(search_term) and self.has_change_permission(request):
            return self._by_network_address(request, queryset, search_term.strip()), False
        if "@" in search_term.lstrip() and self.has_change_permission(request):
            return self._by_mail(request, queryset, search_term.strip()), False
        return super().get_search_results(request, queryset, search_term)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        person = User.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        if person and self.has_change_permission(request, person):
            assert isinstance(request.user, User)
            note_reading(person, by=request.user, at=timezone.now())
            if request.method == "POST":
                ask_again_unless_recent(request)
        return super().change_view(request, object_id, form_url, extra_context)

    def _by_network_address(
        self, request: HttpRequest, queryset: QuerySet[User], address: str
    ) -> QuerySet[User]:
        assert isinstance(request.user, User)
        note_tracing(by=request.user, at=timezone.now())
        sessions = UserSession.objects.filter(ip=address)
        return queryset.filter(pk__in=sessions.values("user"))

    def _by_mail(
        self, request: HttpRequest, queryset: QuerySet[User], words: str
    ) -> QuerySet[User]:
        """A whole address, or all at a domain."""
        assert isinstance(request.user, User)
        note_searching(words, by=request.user, at=timezone.now())
        people = queryset.alias(mail=Lower("email"))
        wanted = words.lower()
        if wanted.startswith("@"):
            return people.filter(mail__endswith=wanted)
        return people.filter(mail=wanted)


def _is_network_address(words: str) -> bool:
    try:
        return bool(ip_address(words.strip()))
    except ValueError:
        return False
