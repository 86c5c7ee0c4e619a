"""Looking for what is watched, by expressions that take no longer than the text is long (RE2)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import re2

from bookmarks.models import Watched

MEMORY = 1 << 20
LOOKED_AT = 20_000
"""Letters of a text: a note may be as long as an article, but spam says it early."""


class NoPattern(ValueError):
    """RE2 does not take it; says why in its words."""


def matcher_of(kind: str, pattern: str) -> Any:
    """Raise NoPattern."""
    try:
        return _compiled(kind, pattern)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        raise NoPattern(said.decode() if isinstance(said, bytes) else str(said)) from error


def is_found(watched: Watched, url: str, words: str) -> bool:
    text = url if watched.kind == Watched.Kind.ADDRESS else words[:LOOKED_AT]
    return matcher_of(watched.kind, watched.pattern).search(text) is not None


def first_found(all_watched: Iterable[Watched], url: str, words: str) -> Watched | None:
    return next((each for each in all_watched if is_found(each, url, words)), None)


def found_in(watched: Watched, rows: Iterable[tuple[int, str, str]]) -> Iterator[int]:
    """Of (id, address, words) those that have it."""
    return (pk for pk, url, words in rows if is_found(watched, url, words))


@lru_cache(maxsize=512)
def _compiled(kind: str, pattern: str) -> Any:
    options = re2.Options()
    options.max_mem = MEMORY
    options.case_sensitive = False
    options.log_errors = False
    if kind == Watched.Kind.WORDS:
        words = r"\s+".join(re2.escape(word) for word in pattern.split())
        pattern = rf"(?:^|[^\pL\pN]){words}(?:$|[^\pL\pN])"
    return re2.compile(pattern, options)
