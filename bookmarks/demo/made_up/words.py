"""A word model of our own: subjects with their words, sentences with gaps for them."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from random import Random
from typing import Any

from bookmarks.demo.made_up.chance import Zipf, chance_for

WORDS = Path(__file__).parent.parent / "content" / "words.toml"
TAGS = 4_000
HOSTS = 4_000
INVENTED_NAMES = 20_000
_GAP = re.compile(r"\{(\w)\}")
_A = re.compile(r"(?<=\b[aA]) (?=[aeio])")

Fill = Callable[["Subject", Random], str]


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    words: Zipf[str]
    others: Zipf[str]


class Language:
    """What made-up people write. Every choice comes from the `chance` that is passed in."""

    def __init__(self, words: dict[str, Any]) -> None:
        by_subject = {name: _list(text) for name, text in words["subjects"].items()}
        self.people = _list(words["people"])
        self.subject_names = list(by_subject)
        subjects = [Subject(n, Zipf(w), Zipf(w[::-1], 0.5)) for n, w in by_subject.items()]
        self.subjects = Zipf(subjects, 0.6)
        self.tags = Zipf(_tag_names(by_subject, _list(words["facets"])))
        self._syllables = words["syllables"].split()
        self._names = Zipf(range(INVENTED_NAMES), 0.9)
        self.hosts = Zipf([self._host(n, _list(words["places"])) for n in range(HOSTS)], 0.9)
        self._fills = self._gap_fills(words)
        self._titles, self._sentences, self._remarks = (
            [_GAP.split(text) for text in words[kind]]
            for kind in ("titles", "sentences", "remarks")
        )

    def title(self, subject: Subject, chance: Random) -> str:
        text = self._filled(chance.choice(self._titles), subject, chance)
        return text[0].upper() + text[1:]

    def excerpt(self, subject: Subject, chance: Random) -> str:
        """One to four sentences; with a chance of one in sixteen the page has none."""
        count = chance.choice((0, *[1] * 3, *[2] * 7, *[3] * 4, 4))
        return self._run_of(self._sentences, count, subject, chance)

    def remark(self, subject: Subject, chance: Random) -> str:
        return self._run_of(self._remarks, chance.choice((1, 1, 1, 2)), subject, chance)

    def essay(self, subject: Subject, chance: Random) -> str:
        """A note as long as an article, in Markdown."""
        parts = [f"# {self.title(subject, chance)}"]
        for _section in range(chance.randint(2, 6)):
            parts += [self._run_of(self._sentences, 6, subject, chance) for _ in range(3)]
            points = [self._run_of(self._sentences, 1, subject, chance) for _ in range(4)]
            parts += [f"## {self.title(subject, chance)}", "\n".join(f"- {p}" for p in points)]
        return "\n\n".join(parts)

    def invented_name(self, chance: Random) -> str:
        return self._name(self._names.pick(chance))

    def _run_of(
        self, patterns: list[list[str]], count: int, subject: Subject, chance: Random
    ) -> str:
        texts = (self._filled(chance.choice(patterns), subject, chance) for _ in range(count))
        return " ".join(text[0].upper() + text[1:] for text in texts)

    def _filled(self, pattern: list[str], subject: Subject, chance: Random) -> str:
        parts = pattern.copy()
        for at in range(1, len(parts), 2):
            parts[at] = self._fills[parts[at]](subject, chance)
        return _A.sub("n ", "".join(parts))

    def _gap_fills(self, words: dict[str, Any]) -> dict[str, Fill]:
        """What `words.toml` says of the letters in braces."""
        lists = {gap: Zipf(_list(words[kind]), 0.5) for gap, kind in _LISTS.items()}
        fills: dict[str, Fill] = {gap: _from(zipf) for gap, zipf in lists.items()}
        fills["t"] = lambda subject, chance: subject.words.pick(chance)
        fills["u"] = lambda subject, chance: subject.others.pick(chance)
        fills["w"] = lambda _subject, chance: self.invented_name(chance)
        fills["d"] = lambda _subject, chance: str(chance.randint(2, 40))
        return fills

    def _name(self, number: int) -> str:
        """A word that nobody uses, always the same for the number."""
        base, parts = len(self._syllables), []
        number += base  # at least two syllables
        while number:
            number, digit = divmod(number, base)
            parts.append(self._syllables[digit])
        return "".join(parts).capitalize()

    def _host(self, number: int, places: list[str]) -> str:
        """Under .example (RFC 2606), so that no fetch could ever reach somebody's site."""
        name, place = self._name(number * 7 + 3).lower(), places[number % len(places)]
        return f"{place}.{name}.example" if number % 3 else f"{name}-{place}.example"


@cache
def language() -> Language:
    return Language(tomllib.loads(WORDS.read_text(encoding="utf-8")))


_LISTS = {"a": "adjectives", "n": "nouns", "v": "verbs", "p": "people"}


def _from(words: Zipf[str]) -> Fill:
    return lambda _subject, chance: words.pick(chance)


def _list(text: str) -> list[str]:
    return [" ".join(one.split()) for one in text.split(",")]


def _tag_names(by_subject: dict[str, list[str]], facets: list[str]) -> list[str]:
    """By rank: the subjects' own words by turns, then those words with something added."""
    turns = [term for turn in zip_longest(*by_subject.values()) for term in turn if term]
    pairs = [f"{term} {facet}" for term in turns for facet in facets if facet != term]
    chance_for("tags").shuffle(pairs)  # of the language, not of a run
    return list(dict.fromkeys(chain(turns, pairs)))[:TAGS]
