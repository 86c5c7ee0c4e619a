"""Below /settings/: a person's own pages that are not allauth's."""

from django.urls import path

from accounts.views import deletion, language, profile, typed, verification

urlpatterns = [
    path("", profile.edit, name="settings"),
    path("address/", profile.handle, name="settings-handle"),
    path("language/", language.choose, name="settings-language"),
    path("typed/", typed.typed, name="typed"),
    path("verify/", verification.send_again, name="settings-verify"),
    path("delete/", deletion.delete, name="settings-delete"),
    path("deleted/", deletion.deleted, name="settings-deleted"),
    path("undelete/", deletion.undelete, name="settings-undelete"),
]
