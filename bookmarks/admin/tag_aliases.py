"""What tags are called by everybody, as moderators say: it joins what is shown, and changes no
bookmark of anybody."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bookmarks.models import TagAlias
from bookmarks.moderation import MODERATE
from bookmarks.tag_forms import AliasWords
from bookmarks.tagging.aliases import NoAlias, add_alias, check_alias
from linkshare.kit.read_only_admin import AnyModelAdmin, CappedPaginator

if TYPE_CHECKING:
    AliasModelForm = forms.ModelForm[TagAlias]
else:
    AliasModelForm = forms.ModelForm


class SiteAliasForm(AliasWords, AliasModelForm):
    class Meta:
        model = TagAlias
        fields = ()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_alias(None, data["name"], data["meant"])
            except NoAlias as error:
                self.refuse(error)
        return data


@admin.register(TagAlias)
class TagAliasAdmin(AnyModelAdmin):
    form = SiteAliasForm
    list_display = ("name", "tag")
    list_select_related = ("tag",)
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False
    search_fields = ("^slug", "^tag__slug")
    search_help_text = _("How the alias or its tag begins, in small letters.")
    ordering = ("slug",)
    actions = None
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[TagAlias]:
        """People's own are theirs alone."""
        return TagAlias.objects.of(None)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("name", "tag") if obj else ("name", "meant")

    def save_model(self, request: HttpRequest, obj: TagAlias, form: Any, change: Any) -> None:
        alias = add_alias(None, form.cleaned_data["name"], form.cleaned_data["meant"])
        obj.pk, obj.name, obj.tag = alias.pk, alias.name, alias.tag

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _moderates(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _moderates(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _moderates(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _moderates(request)


def _moderates(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.has_perm(MODERATE)
