"""What moderators say of what waits for a look. An approval is in the log, once for all that it
shows of one person, and told to them; what is hidden is hidden as any bookmark is."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from bookmarks.models import Bookmark, Hold, ModerationEntry
from bookmarks.models.hold import HoldQuerySet
from bookmarks.moderation.acts import SUBJECT_MAX, hide
from bookmarks.moderation.reading import is_readable, readable_bookmarks
from bookmarks.moderation.rights import MODERATE, TRIAGE, refuse_others
from bookmarks.moderation.texts import approved_is_told, in_language
from bookmarks.screening.holding import grow, let_go
from bookmarks.telling import tell_decision

BATCH = 1000
MOST = 10_000
"""So many of one person are approved at once, a batch in a transaction."""


def to_look_at() -> HoldQuerySet:
    """What waits, and is moderators' to read."""
    readable = readable_bookmarks().filter(hidden_at=None, pk=OuterRef("bookmark"))
    return Hold.objects.to_decide().filter(Exists(readable))


def approve(holds: Sequence[Hold], *, by: User, at: datetime) -> int:
    """Let them be shown, and what else waits of who is trusted by that; nobody's own."""
    refuse_others(by, TRIAGE)
    others = [hold for hold in holds if hold.owner_id != by.pk]
    n = _approve([hold.pk for hold in others], by, at)
    for owner in {hold.owner_id: hold.owner for hold in others}.values():
        grow(owner, at)
    return n


def approve_all(owner: User, *, by: User, at: datetime) -> int:
    """What waits of one person, as an import brings it; up to MOST."""
    refuse_others(by, TRIAGE)
    waiting = to_look_at().filter(owner=owner).order_by("pk").exclude(owner=by)
    done, batch = 0, [0]
    while batch and done < MOST:
        batch = list(waiting.values_list("pk", flat=True)[:BATCH])
        done += _approve(batch, by, at)
    grow(owner, at)
    return done


def refuse(holds: Sequence[Hold], *, by: User, reason: str, at: datetime) -> int:
    """Hide them: as any bookmark is hidden, with an entry, a notice and an appeal."""
    refuse_others(by, MODERATE)
    return sum(_refuse(hold, by=by, reason=reason, at=at) for hold in holds)


@transaction.atomic
def _approve(holds: list[int], by: User, at: datetime) -> int:
    shown = let_go(holds, Hold.State.APPROVED, at, by=by)
    of_each: dict[int, list[int]] = defaultdict(list)
    rows = Bookmark.objects.filter(pk__in=shown).order_by("pk").values_list("owner_id", "pk")
    for owner_id, pk in rows:
        of_each[owner_id].append(pk)
    for author in User.objects.filter(pk__in=list(of_each)):
        _record(author, of_each[author.pk], by, at)
    return len(shown)


def _record(author: User, shown: Sequence[int], by: User, at: datetime) -> None:
    only = Bookmark.objects.select_related("link").get(pk=shown[0]) if len(shown) == 1 else None
    entry = ModerationEntry.objects.create(
        action=ModerationEntry.Action.APPROVE,
        moderator=by,
        person=author,
        bookmark=only,
        subject=_subject(only, len(shown)),
        created_at=at,
    )
    name = only.shown_title if only else ""
    tell_decision(entry, {author.pk: approved_is_told(author, len(shown), name)})


def _subject(only: Bookmark | None, n: int) -> str:
    """Everybody reads it, in the site's language."""
    with in_language(""):
        if only is None:
            return ngettext("%(n)s link", "%(n)s links", n) % {"n": n}
        name = only.shown_title if is_readable(only) else _("a bookmark")
        return Truncator(name).chars(SUBJECT_MAX)


@transaction.atomic
def _refuse(hold: Hold, *, by: User, reason: str, at: datetime) -> bool:
    """Hidden first: the author's row is locked before the bookmark's."""
    if not Hold.objects.waiting().filter(pk=hold.pk).exists() or hold.owner_id == by.pk:
        return False
    bookmark = Bookmark.objects.select_related("link", "owner").get(pk=hold.bookmark_id)
    hide(bookmark, by=by, reason=reason, at=at)
    return bool(let_go([hold.pk], Hold.State.REFUSED, at, by=by))
