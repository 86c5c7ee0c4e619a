"""<mark> round parts of what a piece of HTML says, without a change to anything else of it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from itertools import accumulate, islice
from operator import itemgetter

Span = tuple[int, int]

# Of HTML that a sanitiser wrote: well-formed, with its attributes between double quotes.
_TAG = re.compile(r'(<[^>"]*(?:"[^"]*"[^>"]*)*>)')
_LETTER = re.compile(r"&(?:#\w+|\w+);|.", re.DOTALL)


def mark(html: str, spans_of: Callable[[str], Sequence[Span]]) -> str:
    """`spans_of` is asked where to mark the text of the whole; a mark may begin in one tag and
    end in another, and is cut where they part."""
    parts = _TAG.split(html)
    letters = [_letters(part) for part in parts[::2]]
    spans = spans_of("".join(letter[0] for part in letters for letter in part))
    if not spans:
        return html
    starts = accumulate(map(len, letters), initial=0)
    texts = ["".join(_marked(*each, spans)) for each in zip(letters, starts, strict=False)]
    return "".join(map("".join, zip(texts, [*parts[1::2], ""], strict=True)))


def _letters(text: str) -> Sequence[tuple[str, str]]:
    """Each letter, and how it is written."""
    if "&" not in text:
        return [(letter, letter) for letter in text]
    return [(unescape(written)[0], written) for written in _LETTER.findall(text)]


def _marked(letters: Sequence[tuple[str, str]], start: int, spans: Sequence[Span]) -> Iterator[str]:
    written = [each for _letter, each in letters]
    at = 0
    nearest = bisect_right(spans, start, key=itemgetter(1))
    for first, last in islice(spans, nearest, None):
        begin, end = max(first - start, 0), min(last - start, len(written))
        if begin >= end:
            break
        piece = "".join(written[begin:end])
        yield from written[at:begin]
        # What parts two paragraphs is no place for a mark.
        yield f"<mark>{piece}</mark>" if piece.strip() else piece
        at = end
    yield from written[at:]
