"""Telling the moderators what is wrong: with a bookmark, a collection, a person, a tag, a site."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from bookmarks.models import Bookmark, Collection, Link, Tag
from bookmarks.models.case import author_of, kind_of
from bookmarks.models.moderation import Target
from bookmarks.moderation import NotAllowed, Site, Source, file_report
from bookmarks.report_forms import ReportForm, VisitorReportForm
from bookmarks.tag_names import folded
from bookmarks.views.addressed import of_collection, of_person

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def bookmark(request: HttpRequest, key: str) -> HttpResponse:
    seen = Bookmark.objects.visible_to(request.user).for_cards()
    found = get_object_or_404(seen, key=key)
    return _report(request, found, found.get_absolute_url())


@require_http_methods(METHODS)
@of_collection
def collection(request: HttpRequest, collection: Collection) -> HttpResponse:
    return _report(request, collection, collection.get_absolute_url())


@require_http_methods(METHODS)
@of_person
def person(request: HttpRequest, person: User) -> HttpResponse:
    if not person.may_publish:
        raise Http404
    return _report(request, person, person.get_absolute_url())


@require_http_methods(METHODS)
def tag(request: HttpRequest, name: str) -> HttpResponse:
    found = get_object_or_404(Tag.objects.seen_by(request.user), slug=folded(name))
    return _report(request, found, found.get_absolute_url())


@require_http_methods(METHODS)
def site(request: HttpRequest, link_key: str) -> HttpResponse:
    """Of the site to which a link leads."""
    link = get_object_or_404(Link.objects.listed_to(request.user), key=link_key)
    return _report(request, Site(link.host), link.get_absolute_url())


@never_cache
def _report(request: HttpRequest, target: Target, back: str) -> HttpResponse:
    if request.user.is_authenticated and author_of(target) == request.user:
        messages.error(request, _("This is yours: there is nobody to report."))
        return redirect(back)
    form = _form(request)
    if request.method == "POST" and form.is_valid() and _is_within_limits(request, form):
        try:
            return _file(request, target, form, back)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "target": target,
        "kind": kind_of(target),
        "author": author_of(target),
        "name": target.shown_title if isinstance(target, Bookmark) else str(target),
        "back": back,
    }
    return render(request, "reports/new.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest) -> ReportForm:
    data = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        return ReportForm(data)
    return VisitorReportForm(data, purpose="report")


def _is_within_limits(request: HttpRequest, form: ReportForm) -> bool:
    """By person where there is one, else by the address that they come from."""
    is_signed_in = request.user.is_authenticated
    action = "report" if is_signed_in else "report_signed_out"
    if ratelimit.consume(request, action=action, user=request.user if is_signed_in else None):
        return True
    form.add_error(None, _("That is enough for now: please go on tomorrow, or log in to report."))
    return False


def _file(request: HttpRequest, target: Target, form: ReportForm, back: str) -> HttpResponse:
    said = {"reason": form.cleaned_data["reason"], "note": form.cleaned_data["note"]}
    _filed, is_new = file_report(target, _source(request), at=timezone.now(), **said)
    if is_new:
        messages.success(request, _("Thank you. A moderator will look at it."))
    else:
        messages.info(request, _("You reported this already."))
    return redirect(back)


def _source(request: HttpRequest) -> Source:
    if isinstance(request.user, User):
        return Source(reporter=request.user)
    address = get_adapter().get_client_ip(request)
    told_apart = f"{timezone.now().date()} {address}"
    return Source(visitor=salted_hmac("reports of visitors", told_apart).hexdigest())
