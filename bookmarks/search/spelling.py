"""Words close to one that was mistyped.

A word is kept under itself and under each text that it becomes without one of its letters. What is
mistyped has such keys, too, so that a few steps in an index find all that is one slip away. Garbe,
"1000x Faster Spelling Correction" (2012) has the idea; here the keys are rows, because a process
that held all words in memory would grow with the site.

What is found is only a guess. Whoever offers it has looked first whether the reader finds something
by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from rapidfuzz.distance import OSA

from accounts.models import User, Viewer
from bookmarks.models.spelling import WORD_MAX, Spelling
from bookmarks.search.words import split
from linkshare.kit.mass_insert import insert_rows

SHORTEST = 4
LONG = 6
"""Letters from which on a word may have two slips."""

Learned = Mapping[int | None, set[str]]
"""By owner; None are the words of what everybody sees."""


def spelled_words(texts: Iterable[str]) -> set[str]:
    """Of these texts, the words that somebody might mistype."""
    return {word for text in texts for word in split(text) if _is_spelled(word)}


def learn_after_commit(words: Learned) -> None:
    """Not before: whoever keeps a word holds it against all others who save it."""
    transaction.on_commit(partial(learn, words), robust=True)


def learn(words: Learned) -> None:
    new = [(owner, word) for owner in words for word in _unknown(owner, words[owner])]
    # In one order, so that two who learn the same at once do not wait for each other.
    rows = sorted((owner or 0, key, word) for owner, word in new for key in _keys(word))
    insert_rows(
        Spelling, ["owner_id", "key", "word"], [(owner or None, *rest) for owner, *rest in rows]
    )


def corrections(words: Iterable[str], viewer: Viewer) -> dict[str, list[str]]:
    """For each word those that may be meant, the closest first."""
    keys = {word: _keys(word) for word in words if _is_spelled(word)}
    every = {key for theirs in keys.values() for key in theirs}
    own = Q(owner=viewer) if isinstance(viewer, User) else Q(pk=None)
    known = defaultdict(set)
    found = Spelling.objects.filter(Q(owner=None) | own, key__in=every)
    for key, word in found.values_list("key", "word"):
        known[key].add(word)
    return {word: _closest(word, {w for key in keys[word] for w in known[key]}) for word in keys}


def _closest(word: str, others: set[str]) -> list[str]:
    farthest = 2 if len(word) >= LONG else 1
    distances = {other: OSA.distance(word, other) for other in others - {word}}
    near = [other for other, distance in distances.items() if distance <= farthest]
    return sorted(near, key=lambda other: (distances[other], other[0] != word[0], other))


def _is_spelled(word: str) -> bool:
    return SHORTEST <= len(word) <= WORD_MAX and word.isalpha()


def _keys(word: str) -> set[str]:
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def _unknown(owner: int | None, words: set[str]) -> set[str]:
    known = Spelling.objects.filter(owner=owner, key__in=words, word=F("key"))
    return words.difference(known.values_list("word", flat=True)) if words else set()
