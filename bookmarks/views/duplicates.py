"""One page under several addresses: looked at side by side, and merged."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actions import action
from accounts.requests import SignedInRequest
from bookmarks.bulk.choosing import by_keys, propose_merge
from bookmarks.bulk.duplicates import groups_of, members_of, still_one
from bookmarks.bulk.merging import Merged, merged
from bookmarks.bulk.working import confirm
from bookmarks.models import Bookmark
from bookmarks.views.changes import after_change
from bookmarks.views.kept import kept
from linkshare.kit.typed import chosen

PAGE = 20
KINDS = {
    "address": gettext_lazy("Same page"),
    "look": gettext_lazy("Look alike"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A group, and what would become of it."""

    members: list[Bookmark]
    result: Merged

    @property
    def keys(self) -> str:
        return " ".join(member.key for member in self.members)


@login_required
@require_safe
@kept
def index(request: SignedInRequest) -> HttpResponse:
    by, after = _by(request), request.GET.get("after", "")
    groups = groups_of(request.user, by, after=after, most=PAGE + 1)
    shown = members_of(request.user, [group.ids for group in groups[:PAGE]])
    has_more = len(groups) > PAGE
    context = {
        "groups": [Found(members, merged(members)) for members in shown if members],
        "by": by,
        "kinds": [(kind, label, f"?by={kind}") for kind, label in KINDS.items()],
        "is_first": not after,
        "next_url": f"?{urlencode({'by': by, 'after': groups[PAGE - 1].key})}" if has_more else "",
    }
    return render(request, "duplicates/index.html", context)


@action
def merge(request: SignedInRequest) -> HttpResponse:
    """One group at once: its page has shown what becomes of it. All of them: look first."""
    by, now = _by(request), timezone.now()
    here = f"{reverse('duplicates')}?by={by}"
    if request.POST.get("all") == "yes":
        groups = [group.ids for group in groups_of(request.user, by)]
        return redirect("change", propose_merge(request.user, groups, now, here).key)
    ids = by_keys(request.user, chosen(request.POST, "group").split()).ids
    if not still_one(request.user, by, ids):
        messages.info(request, _("These are no longer the same page."))
        return redirect(here)
    change = propose_merge(request.user, [ids], now, here)
    confirm(change, now)
    return after_change(request, change, here)


def _by(request: HttpRequest) -> str:
    by = request.GET.get("by", "address")
    if by not in KINDS:
        raise BadRequest(_("There are no duplicates by “%(by)s”.") % {"by": by[:40]})
    return by
