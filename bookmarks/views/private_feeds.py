"""Feeds of what is one person's, at addresses that nobody else knows; and where to get these."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import FeedKey
from accounts.requests import SignedInRequest
from bookmarks.feeds.items import author_of, tag_uri
from bookmarks.feeds.writing import FORMS
from bookmarks.followed import Following
from bookmarks.listing import of_library
from bookmarks.models import Revision
from bookmarks.views.feeds import Channel, answer_with
from bookmarks.views.kept import kept_as
from linkshare.kit.http_caching import etag_of

View = Callable[..., HttpResponse]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        FeedKey.renew(request.user, timezone.now())
        messages.success(request, _("Your private feeds have new addresses."))
        return redirect("settings-feeds")
    key = FeedKey.objects.filter(person=request.user).first()
    context = {
        "key": key,
        "feeds": [
            (_("Following"), _addresses("following-feed", key)),
            (_("My library"), _addresses("library-feed", key)),
        ]
        if key
        else [],
    }
    return render(request, "settings/feeds.html", context)


def _addresses(name: str, key: FeedKey) -> list[tuple[str, str]]:
    return [
        (form.label, settings.SITE_URL + reverse(name, args=[key.key, short]))
        for short, form in FORMS.items()
    ]


def _of_the_holder(view: View) -> View:
    """Give the view the key that is in the address, and with it the person.

    Whoever asks is that person: a reader has no session, and a browser's is not asked.
    """

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
        keys = FeedKey.objects.filter(key=key, person__is_active=True).select_related("person")
        holder = keys.annotate(state=_STATE_OF_FOLLOWS).first()
        if holder is None:
            raise Http404
        response = view(request, holder, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        response["ETag"] = response.headers.get("ETag") or etag_of(response.content)
        return response

    return wrapped


# Muting is noted in no revision.
_STATE_OF_FOLLOWS = JSONObject(
    n=Count("person__follows"),
    last=Max("person__follows"),
    muted=Count("person__follows__muted_at"),
    muted_last=Max("person__follows__muted_at"),
)


@_of_the_holder
def following(request: HttpRequest, holder: Any, form: str) -> HttpResponse:
    person = holder.person
    channel = Channel(
        tag_uri("following", person.pk),
        _("Following"),
        _("The newest of what %(name)s follows.") % {"name": person.display_name},
        reverse("following"),
        author_of(person),
        person.date_joined,
    )

    def make() -> HttpResponse:
        return answer_with(request, form, Following(person).listing(), channel)

    return kept_as(f"{Revision.objects.of_site()} {holder.state}", request, make)


@_of_the_holder
def library(request: HttpRequest, holder: Any, form: str) -> HttpResponse:
    person = holder.person
    channel = Channel(
        tag_uri("library", person.pk),
        _("Library of %(name)s") % {"name": person.display_name},
        _("All that %(name)s has saved.") % {"name": person.display_name},
        reverse("library"),
        author_of(person),
        person.date_joined,
    )

    def make() -> HttpResponse:
        return answer_with(request, form, of_library(person), channel)

    return kept_as(Revision.objects.of(person.handle), request, make)
