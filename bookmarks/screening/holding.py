"""What waits for a look: kept back, let go, and let go by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import SiteSettings, User
from bookmarks.models import Bookmark, Hold, ModerationEntry
from bookmarks.models.hold import HoldQuerySet
from bookmarks.screening.judging import Said, Verdict, judge_many
from bookmarks.screening.trust import is_new

BATCH = 500
State = Hold.State


def hold_back(owner: User, verdicts: Mapping[int, Verdict], at: datetime) -> None:
    """By the id of the bookmark; those without a cause are left out. Safe to repeat.

    The caller marks the bookmarks in the same transaction, as it writes them.
    """
    Hold.objects.bulk_create(
        [
            Hold(bookmark_id=pk, owner=owner, cause=said.cause, rule=said.rule, held_at=at)
            for pk, said in verdicts.items()
            if said.cause
        ],
        update_conflicts=True,
        unique_fields=["bookmark"],
        update_fields=["cause", "rule", "state", "held_at"],
    )


def hold_published(owner: User, ids: Sequence[int], at: datetime) -> None:
    """What was private and is not any more. In the transaction that changes it."""
    rows = Bookmark.objects.filter(pk__in=ids).values_list(
        "pk", "link__url", "audience", "title", "note"
    )
    said = {pk: Said(url, audience, f"{title}\n{note}") for pk, url, audience, title, note in rows}
    by_url = judge_many(owner, list(said.values()), at)
    held = {pk: by_url[one.url] for pk, one in said.items() if by_url[one.url].cause}
    Bookmark.objects.filter(pk__in=list(held)).update(is_held=True)
    hold_back(owner, held, at)


@transaction.atomic
def let_go(holds: list[int], state: str, at: datetime, *, by: User | None = None) -> list[int]:
    """Those of them that still wait; the ids of their bookmarks, which are shown again."""
    waiting = Hold.objects.waiting().filter(pk__in=holds).order_by("pk")
    rows = list(waiting.select_for_update(no_key=True).values_list("pk", "bookmark_id"))
    shown = sorted(bookmark for _hold, bookmark in rows)
    list(Bookmark.objects.filter(pk__in=shown).order_by("pk").select_for_update(no_key=True))
    Hold.objects.filter(pk__in=[pk for pk, _bookmark in rows]).update(
        state=state, decided_at=at, decided_by=by
    )
    Bookmark.objects.filter(pk__in=shown).update(is_held=False)
    return shown


def end_by_age(at: datetime) -> int:
    """Run by beat: what waits of people who are no longer new, and have no strike."""
    old = at - timedelta(days=SiteSettings.current().new_for_days)
    return _end(Hold.objects.filter(owner__date_joined__lte=old), at)


def grow(person: User, at: datetime) -> int:
    """What waits of somebody who may just have been trusted."""
    if is_new(person, SiteSettings.current(), at):
        return 0
    return _end(Hold.objects.filter(owner=person), at)


def _end(holds: HoldQuerySet, at: datetime) -> int:
    strikes = ModerationEntry.objects.strikes().filter(person=OuterRef("owner"))
    free = holds.waiting().by_trust().filter(~Exists(strikes)).order_by("pk")
    return len(let_go(list(free.values_list("pk", flat=True)[:BATCH]), State.OVER, at))
