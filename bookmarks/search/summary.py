"""What a result is like: how many, with which tags, of which kinds, sites and years.

Told from its newest: all of it, or as many as a page can afford.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from bookmarks.models import Bookmark, Link, Tagging
from bookmarks.models.search import bookmark_at, saved_at
from bookmarks.search.engine import Rows, engine

WINDOW = 1_000
FACETS = 8

Counts = list[tuple[str, int]]
_TAG, _PAGE = "tag", "page"


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

    @property
    def tag_counts(self) -> Counts:
        return [(name, n) for said, name, n in self._said if said == _TAG]

    @property
    def facets(self) -> Facets:
        kinds: Counter[str] = Counter()
        sites: Counter[str] = Counter()
        for said, page, n in self._said:
            if said == _PAGE:
                kind, host = page.split(" ", 1)
                kinds[kind] += n
                sites[host] += n
        return Facets(
            kinds=kinds.most_common(),
            sites=sites.most_common(FACETS),
            years=sorted(Counter(map(_year_of, self.places)).items(), reverse=True),
        )

    @cached_property
    def _said(self) -> list[tuple[str, str, int]]:
        """What is said, and how often: each tag, each "kind host"; the most frequent first."""
        # Not by a join, for which PostgreSQL would read all links.
        link = Link.objects.filter(pk=OuterRef("link_id"))
        page = Subquery(link.values_list(Concat("kind", Value(" "), "host"))[:1])
        tags = Tagging.objects.filter(content_object__in=self._ids)
        pages = Bookmark.objects.filter(pk__in=self._ids)
        told = [
            rows.annotate(said=Value(said), name=name)
            .values("said", "name")
            .annotate(n=Count("pk"))
            for said, rows, name in ((_TAG, tags, F("tag__name")), (_PAGE, pages, page))
        ]
        columns = ("said", "name", "n")
        whole = told[0].values_list(*columns).union(told[1].values_list(*columns), all=True)
        return list(whole.order_by("-n", "name"))

    @property
    def _ids(self) -> list[int]:
        return [bookmark_at(place) for place in self.places]

    @cached_property
    def _nearest(self) -> list[int]:
        return engine().nearest(self._rows, newest_first=True, beyond=None, limit=WINDOW + 1)


def _year_of(place: int) -> str:
    return str(saved_at(place).astimezone(timezone.get_current_timezone()).year)
