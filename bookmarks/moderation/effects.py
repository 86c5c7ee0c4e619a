"""What each act changes. The columns that it writes are a projection of the log.

An effect is settled after its entry was written, and again after it was undone: it makes the row
say what the entries that still stand say together. So acts overlap, and are undone in any order.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.models import Bookmark, Collection, ImportHiding, ModerationEntry, Tagging
from bookmarks.models.case import kind_of
from bookmarks.models.moderation import Target
from bookmarks.moderation import batches
from bookmarks.moderation.errors import NotAllowed
from bookmarks.moderation.rights import MODERATE, TRIAGE
from bookmarks.search.indexing import index_bookmarks

HIDING_TASK = "bookmarks.moderation.tasks.work_on_hiding"
Action = ModerationEntry.Action
State = ImportHiding.State
Settle = Callable[[Target, ModerationEntry, datetime], None]


def settle_nothing(_target: Target, _entry: ModerationEntry, _at: datetime) -> None:
    """What was said is all that was done."""


def settle_since(field: str) -> Settle:
    """The column has the time of the first act of this kind that stands."""

    def settle(target: Target, entry: ModerationEntry, at: datetime) -> None:
        assert isinstance(target, Bookmark | Collection | User)
        setattr(target, field, _first(target, at, entry.action))
        target.save(update_fields=[field])

    return settle


def settle_hidden(target: Target, entry: ModerationEntry, at: datetime) -> None:
    """A bookmark also as long as all of the import that brought it is hidden."""
    settle_since("hidden_at")(target, entry, at)
    if not isinstance(target, Bookmark):
        return
    over = ImportHiding.objects.live_over(target).aggregate(first=Min("live_at"))["first"]
    if over and (target.hidden_at is None or over < target.hidden_at):
        target.hidden_at = over
        target.save(update_fields=["hidden_at"])


def settle_import(_target: Target, entry: ModerationEntry, at: datetime) -> None:
    """Undone: a worker shows it again. It began where it was asked for (`import_hiding`)."""
    this = ImportHiding.objects.filter(entry=entry)
    if this.exists() and not batches.turn(this, State.LIVE, State.ENDING, ended_at=at):
        raise NotAllowed(_("It is not all hidden yet: wait until that is done."))
    for pk in this.values_list("pk", flat=True):
        transaction.on_commit(partial(batches.publish, HIDING_TASK, pk))


def hidden_by_entries(bookmarks: Iterable[int]) -> dict[int, datetime]:
    """Which of them are hidden by what stands about themselves, and since when."""
    entries = ModerationEntry.objects.standing().filter(action=Action.HIDE, bookmark__in=bookmarks)
    return dict(entries.values_list("bookmark").annotate(first=Min("created_at")))


def settle_suspension(target: Target, _entry: ModerationEntry, at: datetime) -> None:
    """A suspension without an end outlasts all others; a ban is one."""
    assert isinstance(target, User)
    standing = ModerationEntry.objects.standing(at).about(target)
    ends = list(standing.filter(action__in=["suspend", "ban"]).values_list("until", flat=True))
    target.suspended_at = _first(target, at, "suspend", "ban")
    target.suspended_until = max((end for end in ends if end), default=None)
    if None in ends:
        target.suspended_until = None
    target.banned_at = _first(target, at, "ban")
    target.save(update_fields=["suspended_at", "suspended_until", "banned_at"])


def settle_publication(target: Target, entry: ModerationEntry, at: datetime) -> None:
    """Private while it stands; afterwards for whom it was before."""
    assert isinstance(target, Collection)
    target.refresh_from_db(fields=["audience", "unpublished_from"])
    stands = _first(target, at, entry.action) is not None
    if stands == bool(target.unpublished_from):
        return
    if stands:
        if target.audience not in Collection.OPEN:
            raise NotAllowed(_("It is not public any more."))
        target.unpublished_from, target.audience = target.audience, Collection.Audience.PRIVATE
    else:
        target.audience, target.unpublished_from = target.unpublished_from, ""
    target.save(update_fields=["audience", "unpublished_from"])


def settle_tag(target: Target, entry: ModerationEntry, at: datetime) -> None:
    """Away while it stands; back afterwards, if there still is such a tag."""
    assert isinstance(target, Bookmark)
    standing = ModerationEntry.objects.standing(at).about(target)
    if standing.filter(action=Action.UNTAG, tag=entry.tag_id).exists():
        target.taggings.filter(tag=entry.tag_id).delete()
    elif entry.tag is not None:
        Tagging.objects.bulk_create(
            [Tagging(tag=entry.tag, content_object=target)], ignore_conflicts=True
        )
    index_bookmarks([target.pk])


@dataclass(frozen=True, slots=True)
class Effect:
    """`kinds`: of cases from which it is done. `on_author`: it is they whom it is about, whatever
    of theirs the case is. `answers_all`: of theirs."""

    kinds: frozenset[str]
    settle: Settle = settle_nothing
    permission: str = MODERATE
    on_author: bool = False
    answers_all: bool = False


_THINGS = frozenset({"bookmark", "collection"})
_OF_PEOPLE = _THINGS | {"person"}

EFFECTS: dict[str, Effect] = {
    Action.DISMISS: Effect(_OF_PEOPLE | {"tag", "site"}, permission=TRIAGE),
    Action.HIDE: Effect(_THINGS, settle_hidden),
    # Not from a case.
    Action.HIDE_IMPORT: Effect(frozenset(), settle_import),
    Action.SENSITIVE: Effect(frozenset({"bookmark"}), settle_since("sensitive_at")),
    Action.UNPUBLISH: Effect(frozenset({"collection"}), settle_publication),
    Action.UNTAG: Effect(frozenset({"bookmark"}), settle_tag),
    Action.WARN: Effect(_OF_PEOPLE),
    Action.LIMIT: Effect(_OF_PEOPLE, settle_since("limited_at"), on_author=True),
    Action.SUSPEND: Effect(_OF_PEOPLE, settle_suspension, on_author=True, answers_all=True),
    Action.BAN: Effect(_OF_PEOPLE, settle_suspension, on_author=True, answers_all=True),
}


def effect_of(action: str, target: Target) -> Effect:
    """Raise NotAllowed for what is not done to such a thing."""
    effect = EFFECTS.get(action)
    if effect is None or kind_of(target) not in effect.kinds:
        raise NotAllowed(_("This is not done to such a thing."))
    return effect


def _first(target: Target, at: datetime, *actions: str) -> datetime | None:
    standing = ModerationEntry.objects.standing(at).about(target).filter(action__in=actions)
    first: datetime | None = standing.aggregate(first=Min("created_at"))["first"]
    return first
