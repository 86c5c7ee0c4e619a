"""People, found by name or mail. Who reads a mail address is in the log."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin import UserAdmin
from accounts.first_addresses import network_of
from accounts.models import FirstAddress, User
from accounts.models.first_address import Network
from accounts.recent_log_in import ask_again_unless_recent
from bookmarks import moderation
from bookmarks.moderation.reads import note_reading, note_searching, note_tracing

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    search_help_text = _(
        "How the name begins; for administrators also a mail address, @domain, or a network "
        "address (of who is logged in, or made an account there) or a network: 203.0.113.0/24."
    )

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Only who may do everything appoints staff."""
        if _reads_addresses(request) and not self.has_change_permission(request, obj):
            return (*self.shown, *self.private)
        return super().get_fields(request, obj)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        network = network_of(search_term)
        if network and _reads_addresses(request):
            return self._by_network(request, queryset, network), False
        if "@" in search_term.lstrip() and _reads_addresses(request):
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
        if person and _reads_addresses(request):
            assert isinstance(request.user, User)
            note_reading(person, by=request.user, at=timezone.now())
            if request.method == "POST" and self.has_change_permission(request, person):
                ask_again_unless_recent(request)
        return super().change_view(request, object_id, form_url, extra_context)

    def _by_network(
        self, request: HttpRequest, queryset: QuerySet[User], network: Network
    ) -> QuerySet[User]:
        """Who made the account there; of one address also who is logged in from it."""
        assert isinstance(request.user, User)
        note_tracing(by=request.user, at=timezone.now())
        people = FirstAddress.objects.within(network).values("person")
        if network.num_addresses == 1:
            sessions = UserSession.objects.filter(ip=str(network[0]))
            people = people.union(sessions.values("user"))
        return queryset.filter(pk__in=people)

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


def _reads_addresses(request: HttpRequest) -> bool:
    return moderation.may(request.user, moderation.ADMINISTER)
