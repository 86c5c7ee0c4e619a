"""From text to the words that both engines index and look for. Pure: it is what makes them agree.

A word is folded (case, accents, width), then cut to its stem. Scripts that set no spaces between
words (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) are cut into overlapping pairs of
letters and one last letter: 東京都 is 東京, 京都, 都.
So any part of such a text is a phrase of it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Stem = Callable[[str], str]

LONGEST = 40
"""Letters of a word that count. What is longer is no word but a key or a hash."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other; the last may only be a beginning."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the index has it."""

    stems: list[str]
    forms: list[str]
    """The words as they were written, where that is not their stem: a prefix finds them by it."""


def words_of(text: str, stem: Stem, limit: int) -> Words:
    """At most `limit` stems and forms, so that no text makes the index slow."""
    words = split(text)[:limit]
    stems = list(map(stem, words))
    forms = dict.fromkeys(word for word, cut in zip(words, stems, strict=True) if word != cut)
    room = max(0, limit - len(stems))
    return Words(stems, list(forms)[:room])


def phrase_of(text: str, stem: Stem, *, is_prefix: bool = False) -> Phrase:
    """What to look for to find the text. No words if it has none."""
    words = split(text)
    if not words:
        return Phrase(())
    before, last = words[:-1], words[-1]
    if _is_unspaced(last):
        # The text that is looked for may go on after its last letter.
        if before and before[-1][1:] == last and _is_unspaced(before[-1]):
            return Phrase(tuple(map(stem, before)))
        is_prefix = True
    elif not is_prefix:
        last = stem(last)
    return Phrase((*map(stem, before), last), is_prefix)


def has_words(text: str) -> bool:
    return bool(split(text))


def split(text: str) -> list[str]:
    """The folded words of a text, in order."""
    folded = fold(text)
    if folded.isascii():
        return [word[:LONGEST] for word in _PLAIN_RUN.findall(folded)]
    return [word[:LONGEST] for run in _RUN.findall(folded) for word in _parts(run)]


def fold(text: str) -> str:
    """What of a text matters to who looks for it."""
    folded = plain(text)
    return _POSSESSIVE.sub("", folded) if "'" in folded else folded


def plain(text: str) -> str:
    """Without case, accents and width."""
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFKD", text).casefold()
    bare = _MARKS.sub("", lower).translate(_LETTERS)
    # Syllables that were taken apart only to find accents are put together again.
    return unicodedata.normalize("NFC", bare)


_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys("‘’ʼ", "'")
)
# Accents, points, signs that stretch or join. Not the kana's voice marks: が is not か.
_MARKS = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200f\u2060\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]"
)
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")

_UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
# Scripts whose vowels are signs of their own, without the marks that end a sentence.
_INDIC = "\u0900-\u0963\u0966-\u0dff"
_PICTURES = "\u2600-\u27bf\U0001f000-\U0001faff"
# Words, or whole stretches of a script without spaces. C++ and C# are words.
_PLAIN_RUN = re.compile(r"[a-z0-9]+(?:\+\+|#(?![a-z0-9]))?")
_RUN = re.compile(
    rf"[{_UNSPACED}]+|(?:[^\W_{_UNSPACED}]|[{_INDIC}])+(?:\+\+|#(?!\w))?|[{_PICTURES}]"
)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


def _parts(run: str) -> list[str]:
    if not _is_unspaced(run):
        return [run]
    return [run[at : at + 2] for at in range(len(run))]


def _is_unspaced(word: str) -> bool:
    return not word.isascii() and _IS_UNSPACED.match(word) is not None


@dataclass(frozen=True, slots=True)
class Placed:
    """A folded word, and where in the text it stands."""

    word: str
    start: int
    end: int
    letters: Sequence[int] = ()
    """Of a piece of a script without spaces: where each of its letters ends."""


def placed_words(text: str) -> list[Placed]:
    """The words that `split` finds, with their places."""
    folded, places = _traced(text)
    runs = (_PLAIN_RUN if folded.isascii() else _RUN).finditer(folded)
    return [word for run in runs for word in _placed(run[0], places[slice(*run.span())])]


def _placed(run: str, places: Sequence[tuple[int, int]]) -> Iterator[Placed]:
    if not _is_unspaced(run):
        yield Placed(run[:LONGEST], places[0][0], places[-1][1])
        return
    for at, word in enumerate(_parts(run)):
        ends = [end for _start, end in places[at : at + len(word)]]
        yield Placed(word[:LONGEST], places[at][0], ends[-1], ends)


def _traced(text: str) -> tuple[str, Sequence[tuple[int, int]]]:
    """The folded text, and for each of its letters the part of the text that it stands for."""
    if text.isascii():
        folded, places = text.lower(), [(at, at + 1) for at in range(len(text))]
    else:
        folds = [(plain(text[start:end]), (start, end)) for start, end in _clusters(text)]
        folded = "".join(fold for fold, _place in folds)
        places = [place for fold, place in folds for _letter in fold]
    for possessive in reversed(list(_POSSESSIVE.finditer(folded))):
        start, end = possessive.span()
        folded = folded[:start] + folded[end:]
        del places[start:end]
    return folded, places


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Letters with the marks on them, which fold together."""
    start = 0
    for at, letter in enumerate(text):
        if at and not (_JOINED.match(letter) or unicodedata.category(letter).startswith("M")):
            yield start, at
            start = at
    yield start, len(text)


# Half-width voice marks, and the vowels and ends of Korean syllables that are written apart.
_JOINED = re.compile("[\uff9e\uff9f\u1160-\u11ff\uffa0-\uffdc]")
