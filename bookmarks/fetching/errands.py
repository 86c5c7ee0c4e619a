"""What a drain goes out for, the most urgent first: pages before pictures, but for awaited ones.

Of each kind a drain knows only what `Kind` says.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from bookmarks.fetching import claiming, concluding, images
from bookmarks.fetching.checking import check
from bookmarks.fetching.concluding import Found
from bookmarks.fetching.image_visits import Errand, Visit, visit_picture
from bookmarks.fetching.outcome import of_our_mistake
from bookmarks.fetching.visiting import visit
from bookmarks.models import Link, Picture
from bookmarks.models.picture import PictureQuerySet


class Kind(Protocol):
    def is_due(self, by: datetime) -> bool: ...

    def take(self, count: int, claim: UUID, now: datetime) -> Sequence[Any]:
        """At most so many that are due, one of a site, claimed."""

    def look(self, thing: Any, now: datetime) -> Any:
        """Go there and come back with a result. No database: in any thread."""

    def mistaken(self, thing: Any) -> Any:
        """The result of a look that came to no end."""

    def conclude(self, results: Sequence[Any], claim: UUID, now: datetime) -> int:
        """Write results to what is still ours; how many."""

    def renew(self, things: Iterable[Any], claim: UUID, now: datetime) -> None:
        """Say that work on these goes on."""


class Pages:
    def is_due(self, by: datetime) -> bool:
        return Link.objects.due(by).exists()

    def take(self, count: int, claim: UUID, now: datetime) -> list[Link]:
        return claiming.take_due(count, claim, now)

    def look(self, link: Link, now: datetime) -> Found:
        return Found(link, visit(link, now))

    def mistaken(self, link: Link) -> Found:
        return Found(link, of_our_mistake())

    def conclude(self, results: Sequence[Found], claim: UUID, now: datetime) -> int:
        return concluding.conclude(results, claim, now)

    def renew(self, links: Iterable[Link], claim: UUID, now: datetime) -> None:
        claiming.renew(Link, links, claim, now)


class Checks(Pages):
    def is_due(self, by: datetime) -> bool:
        return Link.objects.to_check(by).exists()

    def take(self, count: int, claim: UUID, now: datetime) -> list[Link]:
        return claiming.take_to_check(count, claim, now)

    def look(self, link: Link, now: datetime) -> Found:
        return Found(link, check(link, now), is_check=True)

    def mistaken(self, link: Link) -> Found:
        return Found(link, of_our_mistake(), is_check=True)


class Pictures:
    def is_due(self, by: datetime) -> bool:
        return self._due(by).exists()

    def take(self, count: int, claim: UUID, now: datetime) -> list[Errand]:
        return images.take(self._due(now), count, claim, now)

    def look(self, errand: Errand, now: datetime) -> Visit:
        return visit_picture(errand, now)

    def mistaken(self, errand: Errand) -> Visit:
        return Visit(errand, failure=of_our_mistake(), may_lie=True)

    def conclude(self, visits: Sequence[Visit], claim: UUID, now: datetime) -> int:
        return images.conclude(visits, claim, now)

    def renew(self, errands: Iterable[Errand], claim: UUID, now: datetime) -> None:
        claiming.renew(Picture, (errand.picture for errand in errands), claim, now)

    def _due(self, by: datetime) -> PictureQuerySet:
        return Picture.objects.due(by)


class AwaitedPictures(Pictures):
    def _due(self, by: datetime) -> PictureQuerySet:
        return Picture.objects.due(by).awaited()


KINDS: tuple[Kind, ...] = (AwaitedPictures(), Pages(), Checks(), Pictures())
