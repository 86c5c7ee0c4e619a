"""All that one import brought: hidden in one act, and shown again by undoing it.

What is private stays as it is. Each batch locks the author first, as every act on theirs does.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.models import (
    Bookmark,
    Case,
    Import,
    ImportedBookmark,
    ImportHiding,
    ModerationEntry,
    Notice,
)
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.moderation import batches
from bookmarks.moderation.acts import lock_author, undo
from bookmarks.moderation.cases import answer
from bookmarks.moderation.dry_runs import DryRun, dry_run_of
from bookmarks.moderation.effects import EFFECTS, HIDING_TASK, hidden_by_entries
from bookmarks.moderation.errors import NotAllowed
from bookmarks.moderation.rights import MODERATE, refuse_others
from bookmarks.moderation.texts import author_is_told, in_language, reporters_are_told
from bookmarks.telling import tell_decision

BATCH = 500
AT_ONCE = 500
State = ImportHiding.State
HIDE_IMPORT = ModerationEntry.Action.HIDE_IMPORT


def dry_run(source: Import) -> DryRun:
    return dry_run_of(_seen_of(source))


def begin(source: Import, *, by: User, reason: str, at: datetime) -> ImportHiding | None:
    """None where it is hidden already. Raise NotAllowed."""
    refuse_others(by, MODERATE)
    with transaction.atomic():
        author = lock_author(source.person_id, by)
        hiding = _record(source, author, by, reason, at)
    if hiding:
        batches.go_on(hiding, work_on, publish, at_once=AT_ONCE)
    return hiding


def end(hiding: ImportHiding, *, by: User, reason: str, at: datetime) -> None:
    """As any other way to undo its entry. Raise NotAllowed or AlreadyDecided."""
    undo(hiding.entry, by=by, reason=reason, at=at)
    hiding.refresh_from_db()
    batches.go_on(hiding, work_on, publish, at_once=AT_ONCE)


def work_on(hiding: ImportHiding) -> None:
    batches.carry_out(hiding, partial(_step, hiding))


def stale(at: datetime) -> list[int]:
    return list(ImportHiding.objects.stale(at).values_list("pk", flat=True))


def publish(hiding_id: int) -> None:
    batches.publish(HIDING_TASK, hiding_id)


def _record(
    source: Import, author: User, by: User, reason: str, at: datetime
) -> ImportHiding | None:
    held = Import.objects.select_for_update(no_key=True).get(pk=source.pk)
    if held.state != Import.State.DONE:
        raise NotAllowed(_("Only what was imported to its end is hidden in one act."))
    if held.is_hidden:
        return None
    n = _seen_of(source).count()
    entry = ModerationEntry.objects.create(
        action=HIDE_IMPORT,
        moderator=by,
        person=author,
        subject=_subject(n, ""),
        reason=reason,
        created_at=at,
    )
    tell_decision(entry, {author.pk: author_is_told(entry, _subject(n, author.language))})
    return ImportHiding.objects.create(
        source=source,
        entry=entry,
        by=by,
        state=State.BEGINNING,
        found=_brought_by(source).count(),
        requested_at=at,
        live_at=at,
    )


def _subject(n: int, language: str) -> str:
    with in_language(language):
        return ngettext("%(n)s bookmark", "%(n)s bookmarks", n) % {"n": n}


def _brought_by(source: Import) -> QuerySet[ImportedBookmark]:
    """What was there before the import is none of it."""
    return ImportedBookmark.objects.filter(source=source, is_new=True)


def _seen_of(source: Import) -> BookmarkQuerySet:
    brought = _brought_by(source).values("bookmark")
    return Bookmark.objects.visible_to(AnonymousUser()).filter(pk__in=brought)


def _step(hiding: ImportHiding) -> bool:
    return batches.step(hiding, partial(_batch, hiding))


def _batch(hiding: ImportHiding) -> tuple[list[int], bool]:
    at = timezone.now()
    rest = _brought_by(hiding.source).filter(pk__gt=hiding.cursor_id).order_by("pk")
    rows = list(rest.values_list("pk", "bookmark_id")[:BATCH])
    author = User.objects.select_for_update(no_key=True).get(pk=hiding.source.person_id)
    ids = [bookmark for _row, bookmark in rows]
    begins = hiding.state == State.BEGINNING
    changed = _hide(hiding, author, ids) if begins else _show(ids)
    if rows:
        n = hiding.changed + len(changed)
        hiding.advance(len(rows), at, changed=n, cursor_id=rows[-1][0])
    return changed, bool(rows)


def _hide(hiding: ImportHiding, author: User, ids: Sequence[int]) -> list[int]:
    _answer_reports(hiding.entry, author, ids)
    shown = Bookmark.objects.filter(pk__in=ids, hidden_at=None).exclude(audience=Audience.PRIVATE)
    held = shown.order_by("pk").select_for_update(no_key=True)
    changed = list(held.values_list("pk", flat=True))
    Bookmark.objects.filter(pk__in=changed).update(hidden_at=hiding.live_at)
    return changed


def _show(ids: Sequence[int]) -> list[int]:
    """What was hidden by itself, before or meanwhile, stays so since then."""
    hidden = Bookmark.objects.filter(pk__in=ids, hidden_at__isnull=False)
    held = hidden.order_by("pk").select_for_update(no_key=True)
    since = dict(held.values_list("pk", "hidden_at"))
    stays = hidden_by_entries(since)
    changed = [pk for pk in since if stays.get(pk) != since[pk]]
    Bookmark.objects.filter(pk__in=set(changed).difference(stays)).update(hidden_at=None)
    left = [Bookmark(pk=pk, hidden_at=stays[pk]) for pk in changed if pk in stays]
    Bookmark.objects.bulk_update(left, ["hidden_at"])
    return changed


def _answer_reports(entry: ModerationEntry, author: User, ids: Sequence[int]) -> None:
    reporters: set[int] = set()
    for case in Case.objects.open().filter(bookmark__in=ids).hold():
        reporters.update(answer(case, entry, author, EFFECTS[HIDE_IMPORT]))
    told = Notice.objects.filter(entry=entry, recipient__in=reporters)
    reporters -= set(told.values_list("recipient_id", flat=True))
    if reporters:
        tell_decision(entry, reporters_are_told(entry, reporters))
