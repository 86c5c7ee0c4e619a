"""Why a text is not a query, and where."""

from collections.abc import Mapping
from types import MappingProxyType

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "too_long": "The query has %(length)s characters; at most %(limit)s fit.",
        "too_many": "The query has too many parts; at most %(limit)s fit.",
        "too_deep": "There are too many parentheses inside each other.",
        "open_quote": "The quotation mark is never closed.",
        "open_group": "The parenthesis is never closed.",
        "stray_close": "This parenthesis closes nothing. To look for the sign itself, quote it.",
        "empty_group": "There is nothing between the parentheses.",
        "dangling_or": "OR stands between two things to look for. One is missing here.",
        "no_words": "There is no word here that could be looked for.",
        "empty_value": "Write what to look for right after %(name)s, without a space.",
        "unknown_field": "There is no %(name)s here. Did you mean %(close)s?",
        "unknown_value": "%(name)s does not know “%(value)s”. It knows %(known)s.",
        "bad_date": "%(value)s is no date. Write 2026, 2026-02, 2026-02-15, or 2025..2026.",
        "backward_dates": "These dates end before they begin.",
    }
)
"""Code of a QueryError → its sentence. Pages translate the sentence, then fill in `params`."""


class QueryError(ValueError):
    """`code` is a key of MESSAGES; the mistake is at text[start:end]."""

    def __init__(self, code: str, start: int, end: int, **params: str) -> None:
        self.code = code
        self.start = start
        self.end = end
        self.params = params
        self.reason = MESSAGES[code] % params if params else MESSAGES[code]
        super().__init__(self.reason)
