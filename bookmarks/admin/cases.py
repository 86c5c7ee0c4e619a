"""Where the case of a bookmark, a collection or a person is read and decided."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.models import Bookmark, Collection, ModerationEntry, Report
from bookmarks.models.moderation import Target
from bookmarks.moderation import is_readable

_KINDS: dict[str, QuerySet[Any]] = {
    "bookmark": Bookmark.objects.select_related("link", "owner"),
    "collection": Collection.objects.select_related("owner"),
    "person": User.objects.all(),
}


def case_url(kind: str, pk: int) -> str:
    return reverse("admin:bookmarks_case", args=[kind, pk])


def case_link(target: Target) -> str:
    return format_html('<a href="{}">{}</a>', case_url(kind_of(target), target.pk), _("Its case"))


def kind_of(target: Target) -> str:
    return "person" if isinstance(target, User) else str(target._meta.model_name)


def author_of(target: Target) -> User:
    return target if isinstance(target, User) else target.owner


def find(kind: str, pk: int) -> Target:
    """Raise Http404 for what moderators neither read nor were told of."""
    target: Target | None = _KINDS[kind].filter(pk=pk).first() if kind in _KINDS else None
    if target is None or not (is_readable(target) or _is_known(target)):
        raise Http404
    return target


def entry_case_url(entry: ModerationEntry) -> str:
    if entry.bookmark_id:
        return case_url("bookmark", entry.bookmark_id)
    if entry.collection_id:
        return case_url("collection", entry.collection_id)
    return case_url("person", entry.person_id) if entry.person_id else ""


def _is_known(target: Target) -> bool:
    return Report.objects.about(target).exists() or ModerationEntry.objects.about(target).exists()
