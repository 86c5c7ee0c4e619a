"""In which language the site speaks to somebody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_info
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Django keeps it in a cookie; of who is signed in, their other devices and mails know, too."""
    known = [code for code, _name in settings.LANGUAGES]
    if request.method != "POST":
        languages = [get_language_info(code) for code in known]
        context = {"languages": languages, "next": request.headers.get("Referer", "/")}
        return render(request, "settings/language.html", context)
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in known:
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    return set_language(request)
