"""Going back to where a form was, and nowhere else."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """To the form's `next` if that lies on this site, else to `otherwise` (a name or path)."""
    wanted = request.POST.get("next", "")
    return HttpResponseRedirect(wanted if _is_ours(request, wanted) else resolve_url(otherwise))


def came_from(request: HttpRequest, otherwise: str) -> str:
    """The path of the page that holds the form, as the browser tells it."""
    referer: str = request.META.get("HTTP_REFERER", "")
    if not referer.startswith("http") or not _is_ours(request, referer):
        return str(resolve_url(otherwise))
    return urlsplit(referer)._replace(scheme="", netloc="").geturl()


def is_from_here(request: HttpRequest) -> bool:
    """A page of ours led to this, says the browser; of an old one the referer does."""
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return bool(site == "same-origin")
    referer = request.META.get("HTTP_REFERER", "")
    return bool(referer) and _is_ours(request, referer)


def _is_ours(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
