"""What moderators are told of an author, and of those who reported."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from bookmarks.models import Bookmark, Case, ModerationEntry, PersonNote, Report
from bookmarks.moderation.reading import (
    public_bookmarks,
    public_collections,
    readable_bookmarks,
)
from bookmarks.moderation.rights import TRIAGE, refuse_others
from linkshare.kit.paging import Cursor, Order, slice_of

LATELY = 200
SHOWN = 10
SITES = 8
CAP = 1000
NEWEST = Order("saved_at", "id")


@dataclass(frozen=True, slots=True)
class Dossier:
    """`sites`: of what they saved last in public, with how often; `public_links`: up to CAP.

    `shown`: of all that, a page; `previous` and `next` are the places of those beside it.
    """

    strikes: int
    cases: int
    notes: Sequence[PersonNote]
    shown: Sequence[Bookmark]
    previous: Cursor | None
    next: Cursor | None
    sites: Sequence[tuple[str, int]]
    public_links: int
    public_shelves: int
    cap: int = CAP


def dossier_of(
    author: User, besides: Bookmark | None = None, most: int = SHOWN, cursor: Cursor | None = None
) -> Dossier:
    """`most` of what they show is named; in the order of an index, however much it is.

    Raise BadCursor.
    """
    readable = readable_bookmarks().filter(owner=author).select_related("link")
    newest = readable.order_by(*NEWEST.fields())
    others = readable.exclude(pk=besides.pk) if besides else readable
    page = slice_of([others], NEWEST, cursor, most)
    notes = PersonNote.objects.filter(person=author).select_related("author")
    return Dossier(
        strikes=ModerationEntry.objects.filter(person=author).strikes().count(),
        cases=Case.objects.about_author(author).count(),
        notes=list(notes.order_by("-pk")[:SHOWN]),
        shown=list(newest.filter(pk__in=page.ids)),
        previous=page.previous,
        next=page.next,
        sites=Counter(newest.values_list("link__host", flat=True)[:LATELY]).most_common(SITES),
        public_links=_capped(public_bookmarks().filter(owner=author)),
        public_shelves=_capped(public_collections().filter(owner=author)),
    )


def note(person: User, text: str, *, by: User, at: datetime) -> PersonNote:
    refuse_others(by, TRIAGE)
    return PersonNote.objects.create(person=person, author=by, text=text, created_at=at)


def records_of(reporters: Iterable[int]) -> dict[int, tuple[int, int]]:
    """How many of each one's reports were acted on, and how many dismissed."""
    dismissed = Q(entry__action=ModerationEntry.Action.DISMISS)
    decided = Report.objects.decided().filter(reporter__in=set(reporters)).order_by()
    counted = decided.values("reporter").annotate(
        upheld=Count("pk", filter=~dismissed), dismissed=Count("pk", filter=dismissed)
    )
    return {row["reporter"]: (row["upheld"], row["dismissed"]) for row in counted}


def earlier_on(host: str, besides: Case | None) -> Sequence[Case]:
    """The newest decided cases of the same site."""
    if not host:
        return []
    cases = Case.objects.filter(host=host, state=Case.State.DECIDED)
    cases = cases.exclude(pk=besides.pk) if besides else cases
    return list(cases.with_targets().order_by("-updated_at", "-pk")[:SHOWN])


def _capped(rows: QuerySet[Any]) -> int:
    return rows.order_by()[: CAP + 1].count()
