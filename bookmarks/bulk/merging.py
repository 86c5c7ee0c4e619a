"""Several bookmarks of one page become one, with nothing lost; and the way back.

The one that stays gets what the others had; they go to the trash as they are. So undoing is to
take from the one what it got and to bring the others back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from accounts.models import User
from accounts.models.user import Audience
from bookmarks.bulk.duplicates import members_of
from bookmarks.bulk.outcomes import Done, Undone
from bookmarks.models import Bookmark, BulkChange, Collection, CollectionItem, Link, Tagging
from bookmarks.models.bookmark import NOTE_MAX, BookmarkQuerySet
from linkshare.kit.mass_insert import insert_rows

_MOST_PRIVATE_FIRST = (Audience.PRIVATE, Audience.COLLECTIONS, Audience.PUBLIC)
_FIELDS = ("title", "note", "audience", "is_favorite", "is_to_read", "saved_at")


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of a group."""

    stays: Bookmark
    goes: Sequence[Bookmark]
    title: str
    note: str
    audience: str
    is_favorite: bool
    is_to_read: bool
    saved_at: datetime
    tag_names: Sequence[str]
    places: int

    @property
    def shown_title(self) -> str:
        return self.title or self.stays.shown_title

    @property
    def audience_label(self) -> str:
        return str(Audience(self.audience).label)

    @property
    def is_more_private(self) -> bool:
        """For some of them, which were seen by more."""
        return any(member.audience != self.audience for member in (self.stays, *self.goes))

    @property
    def fits(self) -> bool:
        return len(self.note) <= NOTE_MAX


def merged(members: Sequence[Bookmark]) -> Merged:
    """Of bookmarks as `members_of` gives them, at least one."""
    stays = min(members, key=_how_well_it_stands)
    by_age = sorted(members, key=lambda member: (member.saved_at, member.pk))
    titles = [stays.title, *(member.title for member in by_age)]
    return Merged(
        stays=stays,
        goes=[member for member in members if member is not stays],
        title=next(filter(None, titles), ""),
        note=_joined(member.note for member in by_age),
        audience=min((member.audience for member in members), key=_audience_rank),
        is_favorite=any(member.is_favorite for member in members),
        is_to_read=any(member.is_to_read for member in members),
        saved_at=by_age[0].saved_at,
        tag_names=sorted({name for member in members for name in member.tag_names}),
        places=len({item.collection_id for member in members for item in member.items.all()}),
    )


def sample_of_groups(change: BulkChange, size: int = 10) -> list[Merged]:
    first = change.parts.filter(number=0).first()
    groups = members_of(change.person, first.ids[:size]) if first else []
    return [merged(members) for members in groups if len(members) > 1]


def _how_well_it_stands(member: Bookmark) -> tuple[Any, ...]:
    """A page that lives, at the address that it calls its own; else the plainest, the oldest."""
    link = member.link
    return (
        link.is_dead,
        bool(link.moved_to),
        link.state not in {Link.State.OK, Link.State.PARTIAL},
        bool(link.canonical_url) and link.canonical_url != link.url,
        not link.url.startswith("https:"),
        "#" in link.url,
        len(link.url),
        member.saved_at,
        member.pk,
    )


def _joined(notes: Iterable[str]) -> str:
    """The notes in order, each that the others do not say already."""
    kept: list[str] = []
    for note in notes:
        if note.strip() and not any(note.strip() in other for other in kept):
            kept = [*(other for other in kept if other.strip() not in note), note]
    return "\n\n".join(kept)


def _audience_rank(audience: str) -> int:
    return _MOST_PRIVATE_FIRST.index(Audience(audience))


@dataclass(frozen=True, slots=True)
class Merge:
    """`before`: of each group what the one that stays was and is, what it got, and who went."""

    person: User
    own: BookmarkQuerySet
    begun_at: datetime

    @classmethod
    def of(cls, change: BulkChange) -> "Merge":
        own = Bookmark.objects.editable_by(change.person)
        return cls(change.person, own, change.begun_at or change.requested_at)

    def same(self) -> Q:
        return Q(pk__in=[])

    def do(self, ids: Sequence[Any], at: datetime) -> Done:
        self._hold([pk for group in ids for pk in group])
        groups = [merged(members) for members in members_of(self.person, ids) if len(members) > 1]
        groups = [group for group in groups if group.fits]
        before = [self._merge(group, at) for group in groups]
        gone = [pk for group in before for pk in group["gone"]]
        self.own.filter(pk__in=gone).update(trashed_at=self.begun_at)
        return Done(before, len(gone))

    def undo(self, before: Any, at: datetime) -> Undone:
        self._hold([pk for group in before for pk in (group["stays"], *group["gone"])])
        outcomes = [self._part(group) for group in before]
        return Undone(sum(done.restored for done in outcomes), sum(done.left for done in outcomes))

    def _hold(self, ids: Sequence[int]) -> None:
        items = CollectionItem.objects.filter(bookmark__in=self.own.filter(pk__in=ids))
        homes = set(items.values_list("collection_id", flat=True))
        Collection.objects.hold(Collection(pk=home) for home in homes)
        rows = self.own.filter(pk__in=ids).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk", flat=True))

    def _merge(self, group: Merged, at: datetime) -> dict[str, Any]:
        new = {name: getattr(group, name) for name in _FIELDS}
        old = {name: getattr(group.stays, name) for name in _FIELDS}
        self.own.filter(pk=group.stays.pk).update(**new)
        self._date_places(group.stays.pk, group.saved_at)
        return {
            "stays": group.stays.pk,
            "was": _written(old),
            "is": _written(new),
            "gone": [member.pk for member in group.goes],
            "tags": self._tag(group),
            "items": self._place(group, at),
        }

    def _tag(self, group: Merged) -> list[int]:
        tags = sorted({use.tag_id for member in group.goes for use in member.taggings.all()})
        rows = [(tag, group.stays.pk) for tag in tags]
        made = insert_rows(Tagging, ("tag_id", "content_object_id"), rows, returning=("id",))
        return [pk for (pk,) in made]

    def _place(self, group: Merged, at: datetime) -> list[int]:
        """In each collection at the place that the first of the others has there."""
        found: dict[int, CollectionItem] = {}
        for member in group.goes:
            for item in member.items.all():
                found.setdefault(item.collection_id, item)
        rows = [
            (home, group.stays.pk, item.position, group.saved_at, item.added_at)
            for home, item in sorted(found.items())
        ]
        columns = ("collection_id", "bookmark_id", "position", "saved_at", "added_at")
        made = insert_rows(CollectionItem, columns, rows, returning=("id",))
        return [pk for (pk,) in made]

    def _part(self, group: dict[str, Any]) -> Undone:
        """What was changed since stays together."""
        there = self.own.filter(pk=group["stays"]).values(*_FIELDS).first()
        gone = self.own.filter(pk__in=group["gone"])
        if there is None or _written(there) != group["is"]:
            return Undone(0, gone.count())
        old = {**group["was"], "saved_at": parse_datetime(group["was"]["saved_at"])}
        self.own.filter(pk=group["stays"]).update(**old)
        Tagging.objects.filter(pk__in=group["tags"], content_object=group["stays"]).delete()
        CollectionItem.objects.filter(pk__in=group["items"], bookmark=group["stays"]).delete()
        self._date_places(group["stays"], old["saved_at"])
        restored = gone.filter(trashed_at=self.begun_at).update(trashed_at=None)
        return Undone(restored, gone.exclude(trashed_at=None).count())

    def _date_places(self, pk: int, saved_at: datetime) -> None:
        items = CollectionItem.objects.filter(bookmark=pk).exclude(saved_at=saved_at)
        items.update(saved_at=saved_at)


def _written(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }
