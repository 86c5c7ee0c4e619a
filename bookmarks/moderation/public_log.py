"""The log of moderation as everybody may read it: what was done and why, not what is hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncMonth

from accounts.models import User, Viewer
from bookmarks.models import Bookmark, Collection, ModerationEntry

# Of which everybody may read what they are about.
OF_SITES = {ModerationEntry.Action.BLOCK, ModerationEntry.Action.REVIEW}
# Of which everybody may read how many they are about.
OF_MANY = {ModerationEntry.Action.APPROVE, ModerationEntry.Action.HIDE_IMPORT}
MONTHS = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """`title` and `url` are those of the thing, where it is shown to everyone and the viewer;
    `person` is its author, while their account is there."""

    entry: ModerationEntry
    thing: str
    title: str
    url: str
    person: User | None


def shown(entries: Iterable[ModerationEntry], viewer: Viewer) -> list[PublicEntry]:
    """Four queries, however many."""
    found = list(entries)
    bookmarks = Bookmark.objects.visible_to(viewer).listed().select_related("link")
    collections = Collection.objects.listed_to(viewer).select_related("owner")
    seen: dict[str, Mapping[int, Bookmark | Collection]] = {
        "bookmark": bookmarks.in_bulk([e.bookmark_id for e in found if e.bookmark_id]),
        "collection": collections.in_bulk([e.collection_id for e in found if e.collection_id]),
        "person": {},
    }
    active = User.objects.filter(is_active=True)
    people = active.in_bulk([e.person_id for e in found if e.person_id])
    return [_shown(entry, seen, people.get(entry.person_id or 0)) for entry in found]


def _shown(
    entry: ModerationEntry,
    seen: Mapping[str, Mapping[int, Bookmark | Collection]],
    person: User | None,
) -> PublicEntry:
    kind = "bookmark" if entry.bookmark_id else "collection" if entry.collection_id else "person"
    if (entry.undoes or entry).action in OF_SITES:
        return PublicEntry(entry, "site", "", "", None)
    thing = seen[kind].get(entry.bookmark_id or entry.collection_id or 0)
    if thing is None and (entry.undoes or entry).action in OF_MANY and not entry.bookmark_id:
        return PublicEntry(entry, "links", "", "", person)
    if thing is None:
        return PublicEntry(entry, kind, "", "", person)
    title = thing.shown_title if isinstance(thing, Bookmark) else thing.title
    return PublicEntry(entry, kind, title, thing.get_absolute_url(), person)


def months(until: datetime) -> list[tuple[datetime, list[tuple[str, int]]]]:
    """How often each thing was done, by month, the newest first; of the last twelve."""
    labels = dict(ModerationEntry.Action.choices)
    recent = ModerationEntry.objects.public().filter(created_at__gt=until - MONTHS)
    rows = recent.annotate(month=TruncMonth("created_at")).values_list("month", "action")
    counts: dict[datetime, list[tuple[str, int]]] = {}
    for month, action, n in rows.annotate(n=Count("pk")).order_by("-month", "action"):
        counts.setdefault(month, []).append((str(labels[action]), n))
    return list(counts.items())
