"""Which mails a person wants, and the link in each of them that ends its kind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import SignedInRequest
from bookmarks.mail_forms import MailChoiceForm
from bookmarks.mailing.digests import choose
from bookmarks.mailing.letters import meant_by
from bookmarks.models import MailChoice, Notice


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: SignedInRequest) -> HttpResponse:
    own = MailChoice.of(request.user)
    form = MailChoiceForm(request.POST if request.method == "POST" else None, instance=own)
    if request.method == "POST" and form.is_valid():
        choose(request.user, form.instance, timezone.now())
        messages.success(request, _("Saved."))
        return redirect("settings-mail")
    status = 422 if form.errors else 200
    return render(request, "settings/mail.html", {"form": form}, status=status)


# A mail program that is asked to end it sends a form of its own, without a visit before.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """Asks, since a mail's links are opened by programs that look for dangers; then ends it."""
    try:
        person_id, kind = meant_by(token)
    except BadSignature as error:
        raise Http404 from error
    person = User.objects.filter(pk=person_id).first()
    if person is None:
        raise Http404
    if request.method == "POST":
        _end(person, kind)
    context = {"is_done": request.method == "POST", "kind": _label(kind)}
    return render(request, "mail/off.html", context)


def _end(person: User, kind: str) -> None:
    choice = MailChoice.of(person)
    if kind == "digest":
        choice.digest = MailChoice.Digest.OFF
    for name in Notice.Kind.values if kind == "notices" else [kind]:
        if name in Notice.Kind.values:
            setattr(choice, name, False)
    choose(person, choice, timezone.now())


def _label(kind: str) -> str:
    if kind == "digest":
        return _("what you follow")
    return str(dict(Notice.Kind.choices).get(kind, _("notices of any kind")))
