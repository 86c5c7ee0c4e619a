"""Renaming, merging and deleting one's own tags, and what else they are called."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import action
from accounts.requests import SignedInRequest
from bookmarks.bulk.tag_changes import (
    TooLong,
    propose_deletion,
    propose_rename,
    tags_at_or_below,
)
from bookmarks.models import TagAlias
from bookmarks.tag_forms import AliasForm, DeletionForm, RenameForm
from bookmarks.tag_names import TAG_MAX, folded
from bookmarks.tagging.aliases import NoAlias, add_alias
from linkshare.kit.typed import number

CHOSEN_MAX = 200
FORMS = {"rename": RenameForm, "merge": RenameForm, "delete": DeletionForm}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest) -> HttpResponse:
    """?do=rename|merge|delete&tag=…&tag=…: what exactly; then the preview of the change."""
    asked = request.POST if request.method == "POST" else request.GET
    do = asked.get("do", "")
    if do not in FORMS:
        raise BadRequest(_("There is no %(name)s “%(value)s”.") % {"name": "do", "value": do[:40]})
    slugs = list(dict.fromkeys(filter(None, map(folded, asked.getlist("tag")))))[:CHOSEN_MAX]
    if len(slugs) < (2 if do == "merge" else 1):
        few = _("Choose two tags or more to merge.") if do == "merge" else _("Choose a tag first.")
        messages.info(request, few)
        return redirect("my-tags")
    tags = tags_at_or_below(request.user, slugs)
    if not tags:
        raise Http404
    form = FORMS[do](request.POST if request.method == "POST" else None, chosen=slugs, tags=tags)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("change", _propose(request, do, slugs, form.cleaned_data))
        except TooLong:
            text = _("A tag below it would have more than %(max)d letters.") % {"max": TAG_MAX}
            form.add_error("name", text)
    return render(
        request,
        "tags/change.html",
        {"form": form, "do": do, "tags": tags, "chosen": asked.getlist("tag")[:CHOSEN_MAX]},
        status=422 if form.errors else 200,
    )


def _propose(request: SignedInRequest, do: str, slugs: list[str], said: dict[str, Any]) -> str:
    """The key of the change that waits to be confirmed."""
    at, origin = timezone.now(), reverse("my-tags")
    if do == "delete":
        with_below = said["with_below"]
        made = propose_deletion(request.user, slugs, at, origin, with_below=with_below)
    else:
        made = propose_rename(request.user, slugs, said["name"], at, origin)
    return made.key


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def aliases(request: SignedInRequest) -> HttpResponse:
    form = AliasForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _add(request, **form.cleaned_data)
        except NoAlias as error:
            form.refuse(error)
    own = TagAlias.objects.of(request.user).select_related("tag").order_by("tag__slug", "slug")
    context = {"form": form, "aliases": own}
    return render(request, "tags/aliases.html", context, status=422 if form.errors else 200)


def _add(request: SignedInRequest, *, name: str, meant: str, retags: bool) -> HttpResponse:
    """What has the alias for a tag already is led to its preview, if that is wished."""
    alias = add_alias(request.user, name, meant)
    words = {"name": alias.name, "tag": alias.tag.name}
    messages.success(request, _("“%(name)s” now stands for “%(tag)s”.") % words)
    if not (retags and tags_at_or_below(request.user, [alias.slug])):
        return redirect("tag-aliases")
    at, origin = timezone.now(), reverse("tag-aliases")
    made = propose_rename(request.user, [alias.slug], alias.tag.name, at, origin)
    return redirect("change", made.key)


@action
def remove_alias(request: SignedInRequest) -> HttpResponse:
    pk = number(request.POST.get("alias", ""))
    alias = get_object_or_404(TagAlias.objects.of(request.user), pk=pk or 0)
    alias.delete()
    text = _("“%(name)s” stands for no other tag any more.") % {"name": alias.name}
    messages.success(request, text)
    return redirect("tag-aliases")
