"""What is wrong with a query, in words, and where."""

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from bookmarks.search.errors import MESSAGES, QueryError


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and the text round the place where it is."""

    reason: str
    before: str
    wrong: str
    after: str

    @classmethod
    def of(cls, text: str, error: QueryError) -> Self:
        reason = _(MESSAGES[error.code])
        return cls(
            reason % error.params if error.params else reason,
            text[: error.start],
            text[error.start : error.end],
            text[error.end :],
        )
