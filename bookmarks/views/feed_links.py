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


def feeds_at(path: str, words: str = "") -> Sequence[FeedLink]:
    """In each form; with words, of what a search for them finds."""
    query = f"?{urlencode({'q': words})}" if words else ""
    return [
        FeedLink(form.label, form.mime_type, f"{path}feed.{name}{query}")
        for name, form in FORMS.items()
    ]
