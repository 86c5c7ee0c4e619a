"""The dates of a query: a year, a month or a day, and from one to another."""

import re
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_FIRST, _LAST = 1900, 9998


class BadDate(ValueError):
    """The text is no date."""


def read_range(text: str) -> tuple[date | None, date | None]:
    """The first day, and the first day that is too late. Raise BadDate."""
    if ".." in text:
        first, _dots, last = text.partition("..")
        if not (first or last):
            raise BadDate(text)
        return (_span(first)[0] if first else None), (_span(last)[1] if last else None)
    sign = text[: len(text) - len(text.lstrip("<>="))]
    first_day, after = _span(text.removeprefix(sign))
    ranges = {
        "": (first_day, after),
        ">=": (first_day, None),
        "<=": (None, after),
        ">": (after, None),
        "<": (None, first_day),
    }
    if sign not in ranges:
        raise BadDate(text)
    return ranges[sign]


def _span(text: str) -> tuple[date, date]:
    """A year, month or day: its first day, and the first day after it."""
    found = _DATE.fullmatch(text.strip())
    if found is None or not _FIRST <= int(found[1]) <= _LAST:
        raise BadDate(text)
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    try:
        first = date(year, month, day)
    except ValueError:
        raise BadDate(text) from None
    if found[3]:
        return first, first + timedelta(days=1)
    if found[2]:
        return first, date(year + month // 12, month % 12 + 1, 1)
    return first, date(year + 1, 1, 1)
