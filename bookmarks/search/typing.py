"""The word that somebody is typing at the end of a query. Pure."""

import re
from dataclasses import dataclass

_LAST = re.compile(
    r"""(?:^|(?<=[\s(]))-?(?P<sign>\#|tag:|by:@?|in:|@)?(?P<word>"[^"]*|[^\s"()]*)$""",
    re.VERBOSE,
)
_SIGNS = {"#": "tag", "tag:": "tag", "by:": "by", "by:@": "by", "@": "by", "in:": "in"}


@dataclass(frozen=True, slots=True)
class Typed:
    """`before` is all that stands before it, with the minus of what is not wanted.

    `field` is what its sign says that it names: tag, by, in; "" for nothing.
    """

    before: str
    field: str
    word: str


def typed_at_the_end(text: str) -> Typed:
    found = _LAST.search(text)
    if found is None:
        return Typed(text, "", "")
    start = found.start() + found[0].startswith("-")
    word = found["word"].removeprefix('"')
    return Typed(text[:start], _SIGNS.get(found["sign"] or "", ""), word)
