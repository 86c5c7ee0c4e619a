"""Where the case of a thing is read and decided."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.models import Bookmark, Case, Collection, Link, ModerationEntry, Report, Tag
from bookmarks.models.case import kind_of
from bookmarks.models.moderation import Site, Target
from bookmarks.moderation import is_readable

_KINDS: dict[str, QuerySet[Any]] = {
    "bookmark": Bookmark.objects.select_related("link", "owner"),
    "collection": Collection.objects.select_related("owner"),
    "person": User.objects.all(),
    "tag": Tag.objects.all(),
}


def case_url(kind: str, key: int | str) -> str:
    return reverse("admin:bookmarks_case", args=[kind, key])


def url_of(case: Case) -> str:
    key = case.host if case.kind == Case.Kind.SITE else getattr(case, f"{case.kind}_id")
    return case_url(case.kind, key)


def url_about(target: Target) -> str:
    return case_url(kind_of(target), target.host if isinstance(target, Site) else target.pk)


def case_link(target: Target) -> str:
    return format_html('<a href="{}">{}</a>', url_about(target), _("Its case"))


def find(kind: str, key: str) -> Target:
    """Raise Http404 for what moderators neither read nor were told of."""
    target = _site(key) if kind == "site" else _row(kind, key)
    if target is None or not (is_readable(target) or _is_known(target)):
        raise Http404
    return target


def entry_case_url(entry: ModerationEntry) -> str:
    if entry.bookmark_id:
        return case_url("bookmark", entry.bookmark_id)
    if entry.collection_id:
        return case_url("collection", entry.collection_id)
    if entry.tag_id and not entry.person_id:
        return case_url("tag", entry.tag_id)
    if entry.host:
        return case_url("site", entry.host)
    return case_url("person", entry.person_id) if entry.person_id else ""


def _row(kind: str, key: str) -> Target | None:
    if kind not in _KINDS or not key.isdecimal():
        return None
    target: Target | None = _KINDS[kind].filter(pk=key[:18]).first()
    return target


def _site(host: str) -> Site | None:
    is_there = Link.objects.filter(host=host).exists() or Case.objects.of(Site(host)).exists()
    return Site(host) if is_there else None


def _is_known(target: Target) -> bool:
    return Report.objects.about(target).exists() or ModerationEntry.objects.about(target).exists()
