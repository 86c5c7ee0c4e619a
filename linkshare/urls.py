"""The one table of the site's addresses."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from linkshare.kit.read_only_admin import no_short_cut

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{settings.ADMIN_PATH}/r/<path:_thing>", no_short_cut),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("settings/", include("accounts.urls")),
    path("", include("bookmarks.urls")),
]

handler400 = "bookmarks.views.errors.bad_request"
# Allauth asks for this one where something was tried too often.
handler429 = "bookmarks.views.errors.too_many_requests"
