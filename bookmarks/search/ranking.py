"""What of a result is better: the words in the title, then in tags and names, then anywhere.

Not bm25: to weigh a word, it counts all rows that have it, and every search here asks for a word
that most rows have (its owner, its collection). These tiers cost what a page costs, are the same
on both databases, and the newest comes first in each.
"""

from collections.abc import Iterable

from bookmarks.search import tree
from bookmarks.search.document import SIGNS
from bookmarks.search.terms import AllOf, AnyOf, Condition, NoneOf, Term
from bookmarks.search.words import Phrase, Stem, phrase_of


def tiers_of(root: tree.Node, found: Condition, stem: Stem) -> list[Condition]:
    """Conditions of which whatever is found meets just one, the best first."""
    phrases = [
        phrase_of(leaf.words, stem, is_prefix=leaf.is_prefix)
        for leaf in tree.wanted(root)
        if isinstance(leaf, tree.Text) and not leaf.field
    ]
    if not phrases:
        return [found]
    tiers: list[Condition] = []
    better: list[Condition] = []
    for condition in _better(phrases):
        tiers.append(_without(AllOf((found, condition)), better))
        better.append(condition)
    return [*tiers, _without(found, better)]


def _better(phrases: list[Phrase]) -> Iterable[Condition]:
    in_titles = [_in("title", phrase) for phrase in phrases]
    anywhere_near = [AnyOf((_in("title", phrase), _in("about", phrase))) for phrase in phrases]
    if len(phrases) > 1:
        yield _in("title", _together(phrases))
    yield AllOf(tuple(in_titles))
    yield AllOf(tuple(anywhere_near))
    if len(phrases) > 1:
        yield AnyOf(tuple(anywhere_near))


def _in(column: str, phrase: Phrase) -> Term:
    sign = SIGNS[column]
    return Term(tuple(sign + word for word in phrase.words), is_prefix=phrase.is_prefix)


def _together(phrases: list[Phrase]) -> Phrase:
    words = tuple(word for phrase in phrases for word in phrase.words)
    return Phrase(words, phrases[-1].is_prefix)


def _without(condition: Condition, better: list[Condition]) -> Condition:
    return AllOf((condition, *map(NoneOf, better))) if better else condition
