"""Which language a page is in: as it declares, or as its text shows."""

from collections.abc import Iterable

import pycld2

from bookmarks.fetching.values import language_tag

_MIN_LETTERS = 40
_MAX_BYTES = 8_000
# The detector's own names, older than today's.
_TODAY = {"iw": "he", "jw": "jv", "zh-Hant": "zh-Hant", "no": "nb", "un": "", "xxx": ""}


def declared(candidates: Iterable[str]) -> str:
    return next(filter(None, map(language_tag, candidates)), "")


def heard(text: str) -> str:
    """The language of a text, or nothing where that is in doubt."""
    sample = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
    if sum(map(str.isalpha, sample[:400])) < _MIN_LETTERS and not _is_wide(sample):
        return ""
    try:
        _reliable, _size, guesses = pycld2.detect(
            sample.encode("utf-8", "ignore")[:_MAX_BYTES].decode("utf-8", "ignore")
        )
    except pycld2.error:
        return ""
    code = guesses[0][1] if guesses[0][2] >= 50 else ""
    return language_tag(_TODAY.get(code, code))


def _is_wide(text: str) -> bool:
    """Whether few letters say much, as in Chinese, Japanese and Korean."""
    return sum(1 for letter in text[:400] if letter > "\u2e7f") >= 10
