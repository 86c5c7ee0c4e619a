"""Appeals: one for each decision, within some days; another moderator decides, if there is one."""

from datetime import datetime, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from bookmarks.models import Appeal, ModerationEntry
from bookmarks.moderation.acts import undo
from bookmarks.moderation.errors import AlreadyDecided, NotAllowed
from bookmarks.moderation.rights import MODERATE, refuse_others
from bookmarks.moderation.texts import author_is_told
from bookmarks.telling import tell_decision

WITHIN = timedelta(days=20)

Action = ModerationEntry.Action


def may_appeal(entry: ModerationEntry, person: User, at: datetime) -> bool:
    """`entry` with its `appeal` and `undone_by`, or they are fetched."""
    is_theirs = entry.person_id == person.pk and entry.action in ModerationEntry.STRIKES
    is_in_time = at - entry.created_at <= WITHIN
    return is_theirs and is_in_time and not (_has(entry, "appeal") or _has(entry, "undone_by"))


def appeal(entry: ModerationEntry, text: str, *, by: User, at: datetime) -> Appeal:
    """Raise NotAllowed. To say it twice at once is to say it once."""
    filed, _new = Appeal.objects.get_or_create(
        entry=_of(entry, by, at), defaults={"person": by, "text": text, "created_at": at}
    )
    return filed


@transaction.atomic
def grant(filed: Appeal, *, by: User, reason: str, at: datetime) -> ModerationEntry:
    """Take the decision back. Raise NotAllowed or AlreadyDecided."""
    held = _hold(filed, by)
    answer = undo(held.entry, by=by, reason=reason, at=at)
    return _answered(held, answer)


@transaction.atomic
def reject(filed: Appeal, *, by: User, reason: str, at: datetime) -> ModerationEntry:
    """Let the decision stand, and say so. Raise NotAllowed or AlreadyDecided."""
    held = _hold(filed, by)
    entry = held.entry
    answer = ModerationEntry.objects.create(
        action=Action.UPHOLD,
        moderator=by,
        person_id=entry.person_id,
        bookmark_id=entry.bookmark_id,
        collection_id=entry.collection_id,
        tag_id=entry.tag_id,
        case_id=entry.case_id,
        subject=entry.subject,
        reason=reason,
        created_at=at,
    )
    tell_decision(answer, {held.person_id: author_is_told(answer, entry.subject)})
    return _answered(held, answer)


def _of(entry: ModerationEntry, by: User, at: datetime) -> ModerationEntry:
    if not (may_appeal(entry, by, at) or Appeal.objects.filter(entry=entry, person=by).exists()):
        raise NotAllowed(_("An appeal is made once, within 20 days, while the decision stands."))
    return entry


def _hold(filed: Appeal, by: User) -> Appeal:
    refuse_others(by, MODERATE)
    if filed.person_id == by.pk:
        raise NotAllowed(_("You may not decide this."))
    appeals = Appeal.objects.select_for_update(of=("self",)).select_related("entry")
    held = appeals.get(pk=filed.pk)
    if held.answer_id:
        raise AlreadyDecided(held.answer)
    if held.entry.moderator_id == by.pk and _others(by, held.person_id):
        raise NotAllowed(_("You made this decision: another moderator hears the appeal."))
    return held


def _others(by: User, person_id: int) -> bool:
    """Whether anybody else could decide it."""
    groups = Group.objects.filter(permissions__codename=MODERATE.partition(".")[2])
    may = Q(is_superuser=True) | Q(groups__in=groups)
    active = User.objects.filter(may, is_active=True, is_staff=True, suspended_at=None)
    return active.exclude(pk__in=[by.pk, person_id]).exists()


def _answered(held: Appeal, answer: ModerationEntry) -> ModerationEntry:
    held.answer = answer
    held.save(update_fields=["answer"])
    return answer


def _has(entry: ModerationEntry, name: str) -> bool:
    """Of one that may not be there."""
    return getattr(entry, name, None) is not None
