"""What the reader looks for in a list: `?q=` of its address, and what the page says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from bookmarks.listing import Listing
from bookmarks.models import Link
from bookmarks.query_messages import Mistake
from bookmarks.search import tree
from bookmarks.search.errors import QueryError
from bookmarks.search.finding import FOUND_ORDERS, RELEVANCE
from bookmarks.search.query import parse
from bookmarks.search.summary import Counts, Summary
from bookmarks.views.list_addresses import PLACES, with_words

CHIPS = 15
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Question:
    """`root` is what the text asks for; None where nothing is asked, or it has a mistake."""

    text: str = ""
    root: tree.Node | None = None
    error: QueryError | None = None

    @classmethod
    def of(cls, asked: QueryDict) -> Self:
        text = asked.get("q", "").strip()
        if not text:
            return cls()
        try:
            return cls(text, parse(text))
        except QueryError as error:
            return cls(text, error=error)


@dataclass(frozen=True, slots=True)
class Way:
    """A link to this search with one thing more, or less."""

    label: str
    url: str
    count: int = 0
    is_more: bool = False
    """There are more than were counted."""


@dataclass(frozen=True, slots=True)
class Facet:
    label: str
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class Search:
    """What `components/search_box.html` and `components/found.html` show."""

    text: str
    is_asked: bool
    kept_words: Sequence[tuple[str, str]]
    whole_url: str
    mistake: Mistake | None = None
    parts: Sequence[Way] = ()
    chips: Sequence[Way] = ()
    all_chips: Way | None = None
    facets: Sequence[Facet] = ()
    is_more: bool = False
    ways_out: Sequence[Way] = ()


def search_of(asked: QueryDict, question: Question, listing: Listing) -> Search:
    """The box alone where nothing is found: not asked, a mistake, or a page further on."""
    search = Told(asked, question.root or tree.And())
    is_first = not any(place in asked for place in PLACES)
    summary = listing.finding.summary if listing.finding else None
    says_more = summary and question.root is not None and is_first
    chips = search.chips(summary.tag_counts) if summary and says_more else []
    shows_all = asked.get("tags") == _ALL or len(chips) <= CHIPS
    return Search(
        text=question.text,
        is_asked=bool(question.text),
        kept_words=search.kept_words(),
        whole_url=search.address(tree.And()),
        mistake=Mistake.of(question.text, question.error) if question.error else None,
        parts=search.parts() if question.root else [],
        chips=chips if shows_all else chips[:CHIPS],
        all_chips=None if shows_all else search.all_chips(len(chips)),
        facets=search.facets(summary) if summary and says_more else [],
        is_more=bool(summary and summary.is_more),
    )


class Told:
    """A search as the ways that lead on from it."""

    def __init__(self, asked: QueryDict, root: tree.Node) -> None:
        self._asked = asked
        self._root = root
        self.nodes = root.nodes if isinstance(root, tree.And) else (root,)

    def address(self, root: tree.Node) -> str:
        """Whoever looks for nothing any more cannot have the most relevant first."""
        words = {"q": str(root), "tags": ""}
        if not words["q"] and self._asked.get("sort") == RELEVANCE:
            words["sort"] = ""
        return with_words(self._asked, **words)

    def kept_words(self) -> list[tuple[str, str]]:
        """What a form with another text sends along. Not an order that results do not have."""
        gone = {"q", "tags", *PLACES}
        if self._asked.get("sort") not in FOUND_ORDERS:
            gone.add("sort")
        return [(name, str(word)) for name, word in self._asked.items() if name not in gone]

    def parts(self) -> list[Way]:
        """Each thing that is asked for, with the way to the search without it."""
        nodes = self.nodes
        if len(nodes) == 1 and isinstance(nodes[0], tree.Text):
            return []
        return [
            Way(str(node), self.address(tree.all_of((*nodes[:n], *nodes[n + 1 :]))))
            for n, node in enumerate(nodes)
        ]

    def chips(self, counts: Counts) -> list[Way]:
        asked = {node.name.casefold() for node in self.nodes if isinstance(node, tree.Tag)}
        known = [(name, n) for name, n in counts if name.casefold() not in asked]
        return [self._narrower(name, tree.Tag(name), n) for name, n in known]

    def all_chips(self, n: int) -> Way:
        return Way(_("Show all"), with_words(self._asked, tags=_ALL), n)

    def facets(self, summary: Summary) -> list[Facet]:
        said = summary.facets
        kinds = dict(Link.Kind.choices)
        facets = [
            Facet(
                _("Type"),
                [self._narrower(str(kinds[kind]), tree.Kind(kind), n) for kind, n in said.kinds],
            ),
            Facet(_("Site"), [self._narrower(host, tree.Site(host), n) for host, n in said.sites]),
            Facet(_("Saved"), [self._narrower(y, _in_year(int(y)), n) for y, n in said.years]),
        ]
        return [facet for facet in facets if len(facet.ways) > 1]

    def _narrower(self, label: str, node: tree.Node, n: int) -> Way:
        return Way(label, self.address(tree.all_of((self._root, node))), n)


def _in_year(year: int) -> tree.Created:
    return tree.Created(date(year, 1, 1), date(year + 1, 1, 1))
