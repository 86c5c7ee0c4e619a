"""Which phrases of a text could be tags, and how much the text is about each. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from bookmarks.tag_names import folded

WORDS_MAX = 400
PHRASES_MAX = 3_000
IN_TITLE, ELSEWHERE, TIMES = 2.0, 0.5, 3
"""A word counts for more in a title than anywhere else, and there more than once."""

_WORD = re.compile(r"\w[\w+#.'-]*")
_TRAILING = ".'-"
# Scripts without spaces between words: any few letters that stand together may be one.
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_LETTERS = range(2, 6)


def phrases_of(title: str, text: str) -> Mapping[str, float]:
    """Folded phrases, each with its weight."""
    weights: dict[str, float] = dict.fromkeys(_phrases(title), IN_TITLE)
    for phrase, times in Counter(_phrases(text)).items():
        if len(weights) >= PHRASES_MAX and phrase not in weights:
            break
        weights[phrase] = weights.get(phrase, 0) + ELSEWHERE * min(times, TIMES)
    return weights


def _phrases(text: str) -> Iterator[str]:
    plain = folded(text)
    words = [word.rstrip(_TRAILING) for word in _WORD.findall(plain)[:WORDS_MAX]]
    yield from words
    for n in (2, 3):
        for at in range(len(words) - n + 1):
            together = words[at : at + n]
            yield from (sign.join(together) for sign in (" ", "-", ""))
    for run in _UNSPACED.findall(plain)[:WORDS_MAX]:
        yield from (run[at : at + n] for n in _LETTERS for at in range(len(run) - n + 1))
