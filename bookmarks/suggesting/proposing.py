"""Tags that fit a page: by what the person calls such pages, what others call it, what it says."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from bookmarks.addresses import host_of
from bookmarks.models import Bookmark, Link, Tag, TagAlias, Tagging, TagTally
from bookmarks.models.search import bookmark_at
from bookmarks.search import tree
from bookmarks.search.engine import engine
from bookmarks.search.finding import Scope, find
from bookmarks.search.terms import token
from bookmarks.search.words import split
from bookmarks.suggesting.phrases import phrases_of
from bookmarks.suggesting.popularity import popular
from bookmarks.tag_names import SLASH, folded, path_of, slug_of

AT_MOST = 10
LEAST = 0.5
"""What fits less than this is not said."""

SAME_SITE, ALIKE, SAME_PAGE = 2.0, 3.0, 3.0
"""How much it says that all such bookmarks have a tag."""

AT_SITE, LIKE_IT, SAVERS = 50, 30, 100
"""How many of them are asked, the newest first."""

OWN = 0.5
"""Of the page's words, one's own tags are the likelier ones."""

TITLE_WORDS = 6
OWN_MAX = 2_000
TEXT_MAX = 4_000

Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class _Page:
    title: str = ""
    text: str = ""


def propose(person: User, url: str, *, title: str = "", without: Collection[str] = ()) -> list[str]:
    """Names of tags for the page at a canonical address, the likeliest first.

    `title` is what the person calls it. A fixed number of queries, each of which looks at a
    bounded number of rows.
    """
    page = _known_page(person, url)
    heading = f"{title} {page.title}".strip()
    phrases = phrases_of(heading, page.text)
    meant = dict(TagAlias.objects.of(person).values_list("slug", "tag__name"))
    scores = _by_habit(person, url, heading)
    for name, score in _by_words(person, phrases).items():
        scores[name] += score
    for alias in meant.keys() & phrases.keys():
        scores[meant[alias]] += phrases[alias] + OWN
    return _ranked(scores, meant, without)


def _ranked(scores: Scores, meant: Mapping[str, str], without: Collection[str]) -> list[str]:
    """As the person would have them: of an alias the tag that it stands for, and each once."""
    likely = [name for name, score in scores.items() if score >= LEAST]
    ranked = sorted(likely, key=lambda name: (-scores[name], name))
    theirs = dict.fromkeys(meant.get(folded(name), name) for name in ranked)
    taken = {folded(meant.get(folded(name), name)) for name in without}
    return [name for name in theirs if folded(name) not in taken][:AT_MOST]


def _known_page(person: User, url: str) -> _Page:
    """What was read from it, if they see that somebody has it: else even that would be told."""
    seen = Bookmark.objects.visible_to(person).filter(link=OuterRef("pk"))
    links = Link.objects.filter(Exists(seen), url=url)
    found = links.values_list("title", "excerpt", "main_text__text").first()
    if found is None:
        return _Page()
    page_title, excerpt, text = found
    return _Page(page_title, f"{excerpt}\n{text or ''}"[:TEXT_MAX])


def _by_habit(person: User, url: str, heading: str) -> defaultdict[str, float]:
    site = tree.Site(host_of(url).removeprefix("www."))
    groups = [
        (SAME_SITE, _own(person, url, site, AT_SITE)),
        (ALIKE, _own(person, url, _like(heading), LIKE_IT)),
        (SAME_PAGE, _others(person, url)),
    ]
    tags = _tags_of({pk for _weight, ids in groups for pk in ids})
    scores: defaultdict[str, float] = defaultdict(float)
    for weight, ids in groups:
        for name, times in Counter(name for pk in ids for name in tags.get(pk, ())).items():
            # One more than there are: what one bookmark has is less of a habit than what ten have.
            scores[name] += weight * times / (len(ids) + 1)
    return scores


def _own(person: User, url: str, query: tree.Node | None, at_most: int) -> list[int]:
    """The newest of their own bookmarks that are meant, without the one of this page."""
    if query is None:
        return []
    own = Bookmark.objects.visible_to(person).saved_by(person).kept().exclude(link__url=url)
    rows = find(query, person, Scope(own, token(f"@{person.pk}"))).rows
    places = engine().nearest(rows, newest_first=True, beyond=None, limit=at_most)
    return [bookmark_at(place) for place in places]


def _like(heading: str) -> tree.Node | None:
    """Two of its longest words in a title, as long words are rare; or its only one."""
    words = dict.fromkeys(word for word in split(heading) if len(word) > 2 or not word.isascii())
    longest = sorted(words, key=len, reverse=True)[:TITLE_WORDS]
    said = [tree.Text(word, "title") for word in longest]
    pairs = [tree.all_of(pair) for pair in combinations(said, 2)]
    return tree.any_of(pairs or said) if said else None


def _others(person: User, url: str) -> list[int]:
    """Of all who have this very page, as far as the person sees it."""
    seen = Bookmark.objects.visible_to(person).kept().exclude(owner=person).filter(link__url=url)
    return list(seen.order_by("-pk").values_list("pk", flat=True)[:SAVERS])


def _tags_of(ids: Iterable[int]) -> Mapping[int, list[str]]:
    uses = Tagging.objects.filter(content_object__in=list(ids))
    tags: dict[int, list[str]] = {}
    for pk, name in uses.values_list("content_object_id", "tag__name"):
        tags.setdefault(pk, []).append(name)
    return tags


def _by_words(person: User, phrases: Mapping[str, float]) -> Scores:
    if not phrases:
        return {}
    known = popular(Tag.objects.filter(slug__in=list(phrases)), person)
    scores = {name: phrases[slug] - OWN for name, slug in known.values_list("name", "slug")}
    return scores | _own_by_words(person, phrases)


def _own_by_words(person: User, phrases: Mapping[str, float]) -> Scores:
    """Of a nested tag the last part is what a page says: django, of dev/python/django."""
    said = Q(path__in=[path_of(phrase) for phrase in phrases])
    nested = Q(path__contains=path_of(SLASH))
    own = TagTally.objects.of(person).filter(said | nested).order_by("-kept", "pk")
    rows = own.values_list("tag__name", "path")[:OWN_MAX]
    ends = {name: slug_of(path).rpartition(SLASH)[2] for name, path in rows}
    return {name: phrases[end] + OWN for name, end in ends.items() if end in phrases}
