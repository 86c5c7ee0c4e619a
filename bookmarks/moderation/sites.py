"""Rules about whole sites: what one would do, its beginning, and its end.

A rule holds for what is saved from the moment it is live. What was there before is marked in
batches of links, each a short transaction; so is what is free again when it is taken back. Each
batch asks what all live rules say now, so it may be done twice, and rules may lie over each other.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from bookmarks.addresses.sites import Area
from bookmarks.models import Bookmark, DomainRule, Link, ModerationEntry
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.models.reversible import ReversibleWork
from bookmarks.moderation import batches
from bookmarks.moderation.dry_runs import DryRun, dry_run_of
from bookmarks.moderation.rights import ADMINISTER, refuse_others

BATCH = 500
AT_ONCE = 500
"""Links of a rule that is carried out while its moderator waits."""
SUBJECT_MAX = 300
LOOKED_AT = 50_000
"""Links that a dry run of a path looks at: a path is compared address by address."""
_TASK = "bookmarks.moderation.tasks.work_on_rule"
State = DomainRule.State
Turn = ReversibleWork.State


class _Link(NamedTuple):
    pk: int
    site_key: str
    url: str


def dry_run(area: Area) -> DryRun:
    seen, is_more = _seen_in(area)
    return dry_run_of(seen, is_more=is_more)


def _seen_in(area: Area) -> tuple[BookmarkQuerySet, bool]:
    seen = Bookmark.objects.visible_to(AnonymousUser())
    links = Link.objects.below(area.domain)
    if not area.path:
        return seen.filter(link__in=links.values("pk")), False
    rows = links.order_by("site_key", "pk").values_list("pk", "url")[: LOOKED_AT + 1]
    looked_at = list(rows)
    inside = [pk for pk, url in looked_at[:LOOKED_AT] if area.holds(url)]
    return seen.filter(link__in=inside), len(looked_at) > LOOKED_AT


def begin(rule: DomainRule, *, by: User, at: datetime) -> bool:
    """Let the rule be live; False where that was done before."""
    refuse_others(by, ADMINISTER)
    blocks = rule.action == DomainRule.Action.BLOCK
    with transaction.atomic():
        begun = _turn(rule, State.READY, State.BEGINNING if blocks else State.LIVE, live_at=at)
        if begun:
            _record(rule, rule.action, by=by, at=at)
    return _go_on(rule, begun=begun)


def end(rule: DomainRule, *, by: User, at: datetime) -> bool:
    """Take the rule back; False where that was done before, or it has not wholly begun."""
    refuse_others(by, ADMINISTER)
    blocks = rule.action == DomainRule.Action.BLOCK
    with transaction.atomic():
        ended = _turn(rule, State.LIVE, State.ENDING if blocks else State.ENDED, ended_at=at)
        if ended:
            standing = ModerationEntry.objects.standing().filter(action=rule.action)
            undoes = standing.filter(host=rule.domain, subject=_subject(rule)).latest("pk")
            _record(rule, ModerationEntry.Action.UNDO, by=by, at=at, undoes=undoes)
    return _go_on(rule, begun=ended)


def discard(rule: DomainRule, *, by: User) -> None:
    """Forget one that never was live."""
    refuse_others(by, ADMINISTER)
    DomainRule.objects.filter(pk=rule.pk, state=State.READY).delete()


def _record(
    rule: DomainRule,
    action: str,
    *,
    by: User,
    at: datetime,
    undoes: ModerationEntry | None = None,
) -> None:
    ModerationEntry.objects.create(
        action=action,
        moderator=by,
        host=rule.domain,
        subject=_subject(rule),
        reason=rule.public_comment,
        undoes=undoes,
        created_at=at,
    )


def _subject(rule: DomainRule) -> str:
    return Truncator(str(rule.area)).chars(SUBJECT_MAX)


def _turn(rule: DomainRule, before: Turn, after: Turn, **times: datetime) -> bool:
    rules = DomainRule.objects
    rules.take_alone()
    found = Link.objects.below(rule.domain).count() if after in DomainRule.WORKING else 0
    this = rules.filter(pk=rule.pk)
    return batches.turn(this, before, after, found=found, cursor_key="", **times)


def _go_on(rule: DomainRule, *, begun: bool) -> bool:
    rule.refresh_from_db()
    if begun:
        batches.go_on(rule, work_on, publish, at_once=AT_ONCE)
    return begun


def work_on(rule: DomainRule) -> None:
    batches.carry_out(rule, partial(_step, rule))


def _step(rule: DomainRule) -> bool:
    return batches.step(rule, partial(_batch, rule))


def _batch(rule: DomainRule) -> tuple[list[int], bool]:
    links = _after(rule)
    changed = _mark(links)
    if links:
        last = links[-1]
        n = rule.changed + len(changed)
        place = {"cursor_key": last.site_key, "cursor_id": last.pk}
        rule.advance(len(links), timezone.now(), changed=n, **place)
    return changed, bool(links)


def _after(rule: DomainRule) -> list[_Link]:
    """The rest of the site at which it is, then the next sites: each a range of one index."""
    rows = Link.objects.below(rule.domain).values_list("pk", "site_key", "url")
    here = rows.filter(site_key=rule.cursor_key, pk__gt=rule.cursor_id)
    found = list(here.order_by("pk")[:BATCH]) if rule.cursor_key else []
    if len(found) < BATCH:
        beyond = rows.filter(site_key__gt=rule.cursor_key).order_by("site_key", "pk")
        found += beyond[: BATCH - len(found)]
    return [_Link(*row) for row in found]


def _mark(links: Sequence[_Link]) -> list[int]:
    """As all live rules say now; the bookmarks of which that changed something."""
    rules = DomainRule.objects.live().blocking()
    blocked = rules.over([link.url for link in links])
    changed = []
    for is_blocked in (True, False):
        ids = [link.pk for link in links if (link.url in blocked) is is_blocked]
        changed += _flag(ids, is_blocked=is_blocked)
    return changed


def _flag(links: Iterable[int], *, is_blocked: bool) -> list[int]:
    others = Bookmark.objects.filter(link__in=list(links), is_blocked=not is_blocked)
    held = others.order_by("pk").select_for_update(no_key=True)
    ids = list(held.values_list("pk", flat=True))
    Bookmark.objects.filter(pk__in=ids).update(is_blocked=is_blocked)
    return ids


def stale(at: datetime) -> list[int]:
    return list(DomainRule.objects.stale(at).values_list("pk", flat=True))


def publish(rule_id: int) -> None:
    batches.publish(_TASK, rule_id)
