"""Where the feeds of a list are: for the heads of pages, where readers find them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.http import urlencode

from bookmarks.feeds.writing import FORMS


@dataclass(frozen=True, slots=True)
class FeedLink:
    label: str
    mime_type: str
    url: str


def feeds_at(path: str, **query: str) -> Sequence[FeedLink]:
    """In each form; `q`: of what a search finds there."""
    said = {name: value for name, value in query.items() if value}
    words = f"?{urlencode(said)}" if said else ""
    return [
        FeedLink(form.label, form.mime_type, f"{path}feed.{name}{words}")
        for name, form in FORMS.items()
    ]
