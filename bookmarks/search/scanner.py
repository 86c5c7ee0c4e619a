"""A place in a query's text, and what can be read from there."""

import re

from bookmarks.search.errors import QueryError

_QUOTES = '"“”„'
_NAME = re.compile(r"([A-Za-z-]+):")
_BARE = re.compile(r"[^\s()]+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def skip_space(self) -> bool:
        """Whether anything is left after it."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def sees(self, signs: str) -> bool:
        return self.at < len(self.text) and self.text[self.at] in signs

    def sees_quote(self) -> bool:
        return self.sees(_QUOTES)

    def sees_glued(self, signs: str) -> bool:
        """One of the signs, with something right after it."""
        return self.sees(signs) and self.is_glued(self.at + 1)

    def is_glued(self, at: int) -> bool:
        return at < len(self.text) and self.text[at] != ")" and not self.text[at].isspace()

    def takes(self, word: str) -> bool:
        """Go past the word if it stands here alone."""
        found = _BARE.match(self.text, self.at)
        if found is None or found[0] != word:
            return False
        self.at = found.end()
        return True

    def bare(self) -> str:
        """The word that stands here, not gone past."""
        found = _BARE.match(self.text, self.at)
        return found[0] if found else ""

    def takes_sign(self, sign: str) -> bool:
        is_here = self.text.startswith(sign, self.at)
        self.at += len(sign) if is_here else 0
        return is_here

    def name(self) -> re.Match[str] | None:
        """`name:`, not gone past."""
        return _NAME.match(self.text, self.at)

    def value(self, start: int) -> str:
        """What stands here, quoted or not. `start` is where the thing it belongs to begins."""
        if self.sees_quote():
            return self._quoted(start)
        found = _BARE.match(self.text, self.at)
        if found is None:
            name = self.text[start : self.at]
            raise QueryError("empty_value", start, self.at, name=name)
        self.at = found.end()
        return found[0]

    def _quoted(self, start: int) -> str:
        opening = self.at
        at = opening + 1
        while at < len(self.text) and self.text[at] not in _QUOTES:
            at += 2 if self.text[at] == "\\" else 1
        if at >= len(self.text):
            raise QueryError("open_quote", opening, len(self.text))
        self.at = at + 1
        value = " ".join(_ESCAPED.sub(r"\1", self.text[opening + 1 : at]).split())
        if not value:
            raise QueryError("no_words", start, self.at)
        return value
