"""What a result is like: how many, with which tags, of which kinds, sites and years.

Told from its newest: all of it, or as many as a page can afford.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils import timezone

from bookmarks.models import Bookmark, Tagging
from bookmarks.models.search import bookmark_at
from bookmarks.search.engine import Rows, engine

WINDOW = 1_000
FACETS = 8

Counts = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Facets:
    """Value and number, the most frequent first; years from the latest."""

    kinds: Counts
    sites: Counts
    years: Counts


class Summary:
    """Asks nothing before it is asked."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def is_more(self) -> bool:
        """There are more than were counted."""
        return len(self._nearest) > WINDOW

    @property
    def places(self) -> list[int]:
        """Of the newest that are found."""
        return self._nearest[:WINDOW]

    @cached_property
    def tag_counts(self) -> Counts:
        uses = Tagging.objects.filter(content_object__in=self._ids).values_list("tag__name")
        return list(uses.annotate(n=Count("pk")).order_by("-n", "tag__name"))

    @cached_property
    def facets(self) -> Facets:
        rows = Bookmark.objects.filter(pk__in=self._ids)
        said = list(rows.values_list("link__kind", "link__host", "saved_at"))
        zone = timezone.get_current_timezone()
        years = Counter(str(saved_at.astimezone(zone).year) for _kind, _host, saved_at in said)
        return Facets(
            kinds=Counter(kind for kind, _host, _at in said).most_common(),
            sites=Counter(host for _kind, host, _at in said).most_common(FACETS),
            years=sorted(years.items(), reverse=True),
        )

    @property
    def _ids(self) -> list[int]:
        return [bookmark_at(place) for place in self.places]

    @cached_property
    def _nearest(self) -> list[int]:
        return engine().nearest(self._rows, newest_first=True, beyond=None, limit=WINDOW + 1)
