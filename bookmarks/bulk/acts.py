"""What is done to some hundred bookmarks at once, and how it is undone.

Each act says who is as it would make them (`same`), changes those that are not (`do`) and writes
what they were; `undo` puts that back, and leaves what was changed since. All of it inside the
caller's transaction. A person's own bookmarks are all that an act reaches.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, Q
from django.utils.dateparse import parse_datetime

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.bulk.copying import Copy
from bookmarks.bulk.holding import hold
from bookmarks.bulk.outcomes import Done, Undone
from bookmarks.bulk.placing import Places
from bookmarks.bulk.retagging import Retag
from bookmarks.models import Bookmark, BulkChange, Tag, TagAlias, Tagging
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.saving import delete_for_good
from bookmarks.screening import hold_published
from bookmarks.tag_names import folded
from linkshare.kit.mass_insert import insert_rows

Action = BulkChange.Action


class Act(Protocol):
    @property
    def own(self) -> BookmarkQuerySet:
        """What it may be done to."""

    def same(self) -> Q:
        """Which bookmarks are so already."""

    def do(self, ids: Sequence[int], at: datetime) -> Done: ...

    def undo(self, before: Any, at: datetime) -> Undone: ...


def act_of(change: BulkChange) -> Act:
    """What a change does. Not of a merge (`bookmarks.bulk.merging`) or an edit (`.editing`)."""
    own = Bookmark.objects.editable_by(change.person)
    marks = {
        Action.TO_READ: ("is_to_read", True),
        Action.READ: ("is_to_read", False),
        Action.FAVORITE: ("is_favorite", True),
        Action.UNFAVORITE: ("is_favorite", False),
        # The moment tells this trashing from another by hand.
        Action.TRASH: ("trashed_at", change.begun_at or change.requested_at),
    }
    action = Action(change.action)
    if action in marks:
        return Mark(own, own.kept(), *marks[action])
    if action in {Action.TAG, Action.UNTAG}:
        names = change.tags
        if action == Action.TAG:
            names = TagAlias.objects.names(change.person, names)
        return (AddTags if action == Action.TAG else RemoveTags)(own.kept(), tuple(names))
    if action in {Action.RETAG, Action.DROP_TAGS}:
        return Retag(own, dict(change.tags))
    if action in {Action.RESTORE, Action.DELETE}:
        gone = own.trashed()
        return Delete(gone) if action == Action.DELETE else Mark(own, gone, "trashed_at", None)
    if action in {Action.AUDIENCE, Action.COPY}:
        return Copy(change) if action == Action.COPY else ShowTo.of(change, own)
    return Places.of(change)


@dataclass(frozen=True, slots=True)
class Mark:
    """Give one field a value. `before`: (old value, ids) pairs."""

    every: BookmarkQuerySet
    own: BookmarkQuerySet
    field: str
    value: Any

    def same(self) -> Q:
        return Q(**{self.field: self.value})

    def do(self, ids: Sequence[int], at: datetime) -> Done:
        by_value: dict[Any, list[int]] = defaultdict(list)
        for pk, old in hold(self.own, ids, "pk", self.field):
            if old != self.value:
                by_value[old].append(pk)
        changed = [pk for group in by_value.values() for pk in group]
        self.every.filter(pk__in=changed).update(**{self.field: self.value})
        return Done([(_written(old), group) for old, group in by_value.items()], len(changed))

    def undo(self, before: Any, at: datetime) -> Undone:
        every = [pk for _old, group in before for pk in group]
        there = dict(hold(self.every, every, "pk", self.field))
        restored = 0
        for old, group in before:
            ours = [pk for pk in group if there.get(pk, _GONE) == self.value]
            self.every.filter(pk__in=ours).update(**{self.field: self._read(old)})
            restored += len(ours)
        return Undone(restored, len(there) - restored)

    def _read(self, old: Any) -> Any:
        return parse_datetime(old) if old and self.field == "trashed_at" else old


@dataclass(frozen=True, slots=True)
class ShowTo(Mark):
    """What was private and is not any more may have to wait for a look."""

    person: User

    @classmethod
    def of(cls, change: BulkChange, own: BookmarkQuerySet) -> "ShowTo":
        return cls(own, own.kept(), "audience", change.audience, change.person)

    def do(self, ids: Sequence[int], at: datetime) -> Done:
        done = Mark.do(self, ids, at)
        if self.value != Audience.PRIVATE:
            groups = dict(done.before)
            hold_published(self.person, groups.get(Audience.PRIVATE.value, []), at)
        return done


_GONE = object()


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


@dataclass(frozen=True, slots=True)
class AddTags:
    """`before`: tag → ids of the bookmarks that had it not."""

    own: BookmarkQuerySet
    names: tuple[str, ...]

    def same(self) -> Q:
        return Q(*(Q(Exists(_uses(name))) for name in self.names))

    def do(self, ids: Sequence[int], at: datetime) -> Done:
        tags = Tag.objects.named(self.names)
        here = hold(self.own, ids)
        rows = [(tag.pk, pk) for tag in tags for pk in here]
        columns = ("tag_id", "content_object_id")
        made = insert_rows(Tagging, columns, rows, returning=columns)
        names = {tag.pk: tag.name for tag in tags}
        return _tagged([(names[tag], pk) for tag, pk in made])

    def undo(self, before: Any, at: datetime) -> Undone:
        here = hold(self.own, _every(before))
        for name, ids in before.items():
            _uses(name, set(ids).intersection(here)).delete()
        return Undone(len(here))


@dataclass(frozen=True, slots=True)
class RemoveTags:
    """`before`: tag → ids of the bookmarks that had it."""

    own: BookmarkQuerySet
    names: tuple[str, ...]

    def same(self) -> Q:
        return Q(*(~Q(Exists(_uses(name))) for name in self.names))

    def do(self, ids: Sequence[int], at: datetime) -> Done:
        here = hold(self.own, ids)
        slugs = [folded(name) for name in self.names]
        uses = Tagging.objects.filter(tag__slug__in=slugs, content_object__in=here)
        found = list(uses.values_list("pk", "tag__name", "content_object_id"))
        Tagging.objects.filter(pk__in=[pk for pk, _name, _id in found]).delete()
        return _tagged([(name, pk) for _pk, name, pk in found])

    def undo(self, before: Any, at: datetime) -> Undone:
        here = set(hold(self.own, _every(before)))
        tags = {tag.slug: tag.pk for tag in Tag.objects.named(before)}
        rows = [
            (tags[folded(name)], pk) for name, ids in before.items() for pk in ids if pk in here
        ]
        insert_rows(Tagging, ("tag_id", "content_object_id"), rows)
        return Undone(len(here))


def _uses(name: str, ids: "set[int] | None" = None) -> Any:
    """Of a tag: on these bookmarks, or on the one that is asked about."""
    uses = Tagging.objects.filter(tag__slug=folded(name))
    if ids is None:
        return uses.filter(content_object=OuterRef("pk"))
    return uses.filter(content_object__in=ids)


def _tagged(pairs: Sequence[tuple[str, int]]) -> Done:
    before: dict[str, list[int]] = defaultdict(list)
    for name, pk in pairs:
        before[name].append(pk)
    return Done(before, len(_every(before)))


def _every(before: dict[str, list[int]]) -> list[int]:
    return sorted({pk for ids in before.values() for pk in ids})


@dataclass(frozen=True, slots=True)
class Delete:
    """For good; there is no way back."""

    own: BookmarkQuerySet

    def same(self) -> Q:
        return Q(pk__in=[])

    def do(self, ids: Sequence[int], at: datetime) -> Done:
        return Done(None, delete_for_good(self.own.filter(pk__in=hold(self.own, ids))))

    def undo(self, before: Any, at: datetime) -> Undone:
        return Undone(0)
