"""What may be shown to others at once, what waits for a look, and what is not shown at all."""

from bookmarks.screening.holding import hold_back, hold_published
from bookmarks.screening.judging import FREE, Said, Verdict, judge, judge_many
from bookmarks.screening.trust import is_new, may_report_from

__all__ = [
    "FREE",
    "Said",
    "Verdict",
    "hold_back",
    "hold_published",
    "is_new",
    "judge",
    "judge_many",
    "may_report_from",
]
