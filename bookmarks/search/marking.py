"""Where in a text are the words that were looked for: as the index finds them, stems and all."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import eq, itemgetter

from bookmarks.search import tree
from bookmarks.search.words import Phrase, Placed, Stem, phrase_of, placed_words, split

Span = tuple[int, int]
Piece = tuple[str, bool]
"""Some text, and whether it is marked."""
DOTS = "…"


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds any of the phrases in a text."""

    phrases: tuple[Phrase, ...]
    stem: Stem

    def spans(self, text: str) -> list[Span]:
        """In order, without any that meet."""
        words = placed_words(text)
        stems = [self.stem(word.word) for word in words]
        found = (span for phrase in self.phrases for span in _spans(phrase, words, stems))
        return list(_merged(sorted(found)))

    def pieces(self, text: str) -> list[Piece]:
        """The text, cut where marks begin and end."""
        return _cut(text, self.spans(text), 0, len(text))

    def passage(self, text: str, length: int) -> list[Piece]:
        """The part of a text where most of the phrases stand together; none if there are none."""
        spans = self.spans(text)
        if not spans:
            return []
        first = max(spans, key=lambda span: _within(spans, span[0], length))[0]
        start = _at_word(text, max(0, first - length // 4))
        end = text.rfind(" ", start, start + length) if len(text) > start + length else len(text)
        end = max(end, next(last for begin, last in spans if begin == first))
        inside = [span for span in spans if span[0] >= start and span[1] <= end]
        before, after = [(DOTS, False)] * (start > 0), [(DOTS, False)] * (end < len(text))
        return [*before, *_cut(text, inside, start, end), *after]

    def misses(self, texts: Iterable[str]) -> "Marker":
        """Of the phrases those that are in none of the texts."""
        left = self.phrases
        for text in texts if left else ():
            words = split(text)
            stems = list(map(self.stem, words))
            left = tuple(p for p in left if next(_places(p, words, stems), None) is None)
        return Marker(left, self.stem)


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark in each text of an entry; None for nothing."""

    title: Marker | None = None
    note: Marker | None = None
    excerpt: Marker | None = None
    text: Marker | None = None


NO_MARKS = Marks()


def marks_of(root: tree.Node, stem: Stem) -> Marks:
    fields = ("title", "note", "excerpt", "text")
    return Marks(*(_marker_of(root, field, stem) for field in fields))


def _marker_of(root: tree.Node, field: str, stem: Stem) -> Marker | None:
    phrases = [
        phrase_of(leaf.words, stem, is_prefix=leaf.is_prefix)
        for leaf in tree.wanted(root)
        if isinstance(leaf, tree.Text) and leaf.field in {"", field}
    ]
    return Marker(tuple(dict.fromkeys(phrases)), stem) if phrases else None


def _spans(phrase: Phrase, words: Sequence[Placed], stems: Sequence[str]) -> Iterator[Span]:
    for at in _places(phrase, [word.word for word in words], stems):
        last = words[at + len(phrase.words) - 1]
        # Of a script without spaces, the next letter is a word of its own.
        is_part = phrase.is_prefix and last.letters
        end = last.letters[len(phrase.words[-1]) - 1] if is_part else last.end
        yield words[at].start, end


def _places(phrase: Phrase, words: Sequence[str], stems: Sequence[str]) -> Iterator[int]:
    """At which words the phrase begins."""
    n = len(phrase.words)
    if not n:
        return
    # Alone, a word is found as it is written, too.
    meant = (stems, words) if n == 1 or phrase.is_prefix else (stems,)
    for at in range(len(words) - n + 1):
        if all(map(eq, phrase.words[:-1], stems[at : at + n - 1])) and any(
            _is_last(phrase, forms[at + n - 1]) for forms in meant
        ):
            yield at


def _is_last(phrase: Phrase, word: str) -> bool:
    return word.startswith(phrase.words[-1]) if phrase.is_prefix else word == phrase.words[-1]


def _cut(text: str, spans: Iterable[Span], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    for first, last in spans:
        pieces += [(text[start:first], False), (text[first:last], True)]
        start = last
    return [piece for piece in (*pieces, (text[start:end], False)) if piece[0]]


def _within(spans: Sequence[Span], start: int, length: int) -> int:
    """How many begin there or after, and end before the length is over."""
    first = bisect_left(spans, (start, 0))
    return bisect_right(spans, start + length, key=itemgetter(1)) - first


def _at_word(text: str, at: int) -> int:
    space = text.find(" ", at, at + 20)
    return space + 1 if at and space >= 0 else at


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    current: Span | None = None
    for start, end in spans:
        if current is None or start > current[1]:
            if current:
                yield current
            current = start, end
        else:
            current = current[0], max(current[1], end)
    if current:
        yield current
