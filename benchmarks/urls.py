"""The site, and beside it a view that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path("empty", empty), path("", include("linkshare.urls"))]
